package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.testkit.CapturedTasks;
import dev.weir.testkit.ManualTime;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopeTest {
    private final TestScope scope = TestScope.create();
    private final List<String> told = new ArrayList<>();

    @Test
    void listenersAreToldOnceInTheOrderInWhichTheyAsked() {
        scope.onCancel(cause -> told.add("first " + cause));
        scope.onCancel(cause -> told.add("second " + cause));
        scope.cancel(Cancellation.CLIENT_GONE);
        scope.cancel(Cancellation.DEADLINE);
        assertThat(told).containsExactly("first CLIENT_GONE", "second CLIENT_GONE");
        assertThat(scope.cancellation()).contains(Cancellation.CLIENT_GONE);
    }

    @Test
    void aListenerThatAsksTooLateIsToldAtOnce() {
        scope.cancel(Cancellation.SHUTDOWN);
        scope.onCancel(cause -> told.add("late " + cause));
        assertThat(told).containsExactly("late SHUTDOWN");
    }

    @Test
    void aListenerCalledOffIsNotTold() {
        Registration registration = scope.onCancel(cause -> told.add("no"));
        registration.remove();
        registration.remove();
        scope.cancel(Cancellation.CLIENT_GONE);
        assertThat(told).isEmpty();
    }

    @Test
    void whatAListenerThrowsKeepsNoOtherFromBeingToldAndIsThrownOn() {
        scope.onCancel(cause -> {
            throw new IllegalStateException("one");
        });
        scope.onCancel(cause -> told.add("two"));
        assertThatThrownBy(() -> scope.cancel(Cancellation.CLIENT_GONE)).hasMessage("one");
        assertThat(told).containsExactly("two");
    }

    @Test
    void whatABodyThrowsKeepsNoOtherFromBeingClosed() {
        TestBody other = TestBody.in(scope);
        scope.own(Body.Tunnel.raw(socket -> {}, () -> {
            throw new IllegalStateException("body");
        }));
        scope.own(other.body());
        scope.onEnd(sent -> told.add("end"));
        assertThatThrownBy(scope::close).hasMessage("body");
        assertThat(other.isClosed()).isTrue();
        assertThat(told).containsExactly("end");
    }

    @Test
    void nobodyIsToldOfACancellationAfterTheEnd() {
        scope.onCancel(cause -> told.add("before"));
        scope.close();
        scope.onCancel(cause -> told.add("after"));
        scope.cancel(Cancellation.CLIENT_GONE);
        assertThat(told).isEmpty();
        assertThat(scope.isCancelled()).isFalse();
    }

    @Test
    void theEndIsToldOnceWithWhatWasSentAlsoToThoseWhoAskLate() {
        scope.onEnd(sent -> told.add("early " + sent.status() + " " + sent.bytes()));
        scope.close(new Sent(200, 5));
        scope.close(new Sent(500, 6));
        scope.onEnd(sent -> told.add("late " + sent.status()));
        assertThat(told).containsExactly("early 200 5", "late 200");
    }

    @Test
    void listenersAreCalledOnTheLoop() {
        CapturedTasks loop = new CapturedTasks();
        TestScope looped = new TestScope(ManualTime.create(), loop, loop, loop);
        looped.onCancel(cause -> told.add("told"));
        looped.cancel(Cancellation.CLIENT_GONE);
        assertThat(told).isEmpty();
        loop.runAll();
        assertThat(told).containsExactly("told");
    }

    @Test
    void anOwnedOneShotBodyIsClosedAtTheEndOrAtOnceWhereItComesLate() {
        TestBody early = TestBody.in(scope);
        TestBody late = TestBody.in(scope);
        scope.own(early.body());
        assertThat(early.isClosed()).isFalse();
        scope.close();
        assertThat(early.isClosed()).isTrue();
        scope.own(late.body());
        assertThat(late.isClosed()).isTrue();
    }

    @Test
    void aStreamIsClosedOnce() {
        Body body = Body.Stream.of(TestBody.in(scope), Body.UNKNOWN_LENGTH, () -> told.add("closed"));
        body.close();
        body.close();
        assertThat(told).containsExactly("closed");
    }

    @Test
    void theDeadlineOnlyComesNearer() {
        Request request = TestRequest.get("/").scope(scope).request();
        assertThat(request.timeLeft()).isEmpty();
        scope.deadlineIn(Duration.ofSeconds(5));
        scope.deadlineIn(Duration.ofSeconds(9));
        assertThat(request.timeLeft()).contains(Duration.ofSeconds(5));
        scope.deadlineIn(Duration.ofSeconds(2));
        scope.time().advance(Duration.ofSeconds(1));
        assertThat(request.timeLeft()).contains(Duration.ofSeconds(1));
        scope.time().advance(Duration.ofSeconds(5));
        assertThat(request.timeLeft()).contains(Duration.ZERO);
        assertThat(scope.cancellation()).contains(Cancellation.DEADLINE);
    }

    @Test
    void aClockThatStepsAnHourBreaksNothing() {
        scope.deadlineIn(Duration.ofSeconds(5));
        scope.time().stepClock(Duration.ofHours(1));
        scope.time().advance(Duration.ofSeconds(4));
        assertThat(scope.isCancelled()).isFalse();
        scope.time().stepClock(Duration.ofHours(-2));
        scope.time().advance(Duration.ofSeconds(1));
        assertThat(scope.isCancelled()).isTrue();
    }
}
