package dev.weir.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.http.BodyWriter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Registration;
import dev.weir.http.Response;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestkitTest {
    private final ManualTime time = ManualTime.create();
    private final List<String> ran = new ArrayList<>();

    @Test
    void whatIsDueRunsInOrderAtItsOwnMoment() {
        long start = time.ticks();
        time.after(Duration.ofSeconds(3), () -> ran.add("3 at " + (time.ticks() - start) / 1_000_000));
        time.after(Duration.ofSeconds(1), () -> {
            ran.add("1");
            time.after(Duration.ofSeconds(1), () -> ran.add("2 at " + (time.ticks() - start) / 1_000_000));
        });
        Registration off = time.after(Duration.ofSeconds(1), () -> ran.add("off"));
        time.after(Duration.ofSeconds(1), () -> ran.add("1 too"));
        time.after(Duration.ofSeconds(9), () -> ran.add("9"));
        off.remove();
        time.advance(Duration.ofSeconds(5));
        assertThat(ran).containsExactly("1", "1 too", "2 at 2000", "3 at 3000");
        assertThat(time.pending()).isEqualTo(1);
        assertThat(time.now()).isEqualTo(Instant.parse("2026-01-01T00:00:05Z"));
    }

    @Test
    void steppingTheClockMovesNoTick() {
        long before = time.ticks();
        time.after(Duration.ofSeconds(1), () -> ran.add("due"));
        time.stepClock(Duration.ofHours(1));
        assertThat(time.ticks()).isEqualTo(before);
        assertThat(time.now()).isEqualTo(Instant.parse("2026-01-01T01:00:00Z"));
        assertThat(ran).isEmpty();
    }

    @Test
    void aBodyHandsOnWhatIsAskedForAndRemembersWhatWas() {
        TestBody body =
                TestBody.in(TestScope.create()).write("a").write("b").write("c").end();
        body.handler(chunk -> ran.add(chunk.toString())).endHandler(end -> ran.add("end"));
        assertThat(ran).isEmpty();
        body.fetch(2);
        assertThat(ran).containsExactly("a", "b");
        assertThat(body.demand()).isZero();
        body.resume();
        assertThat(ran).containsExactly("a", "b", "c", "end");
        assertThat(body.isEnded()).isTrue();
    }

    @Test
    void aBodyPausedByItsReaderStops() {
        TestBody body = TestBody.in(TestScope.create()).write("a").write("b");
        body.handler(chunk -> {
            ran.add(chunk.toString());
            body.pause();
        });
        body.resume();
        assertThat(ran).containsExactly("a");
    }

    @Test
    void aBodyBreaksOffBehindWhatWasWritten() {
        TestBody body = TestBody.in(TestScope.create()).write("a").fail(new IllegalStateException("broke"));
        body.handler(chunk -> ran.add(chunk.toString())).exceptionHandler(e -> ran.add(e.getMessage()));
        body.resume();
        assertThat(ran).containsExactly("a", "broke");
    }

    @Test
    void aBodyThatNobodyReadOrClosedLeaks() {
        TestScope scope = TestScope.create();
        TestBody lost = TestBody.in(scope);
        assertThatThrownBy(scope::endAndCheck)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("1 of 1");
        lost.body().close();
        scope.endAndCheck();
    }

    @Test
    void aCallReadsAContentThatIsWrittenInVirtualTime() {
        TestScope scope = TestScope.at(time);
        HttpHandler ticker = request -> {
            BodyWriter writer = BodyWriter.of(request.scope());
            request.scope().time().after(Duration.ofSeconds(1), () -> writer.write(Buffer.buffer("tick")));
            request.scope().time().after(Duration.ofSeconds(2), writer::end);
            return Response.of(200).withBody(writer.body()).asFuture();
        };
        Call call = Call.call(ticker, TestRequest.get("/").scope(scope));
        time.advance(Duration.ofSeconds(1));
        assertThat(call.textSoFar()).isEqualTo("tick");
        assertThatThrownBy(call::text).isInstanceOf(AssertionError.class).hasMessageContaining("not ended");
        time.advance(Duration.ofSeconds(1));
        assertThat(call.text()).isEqualTo("tick");
    }

    @Test
    void aCallWithoutAnAnswerSaysSo() {
        Call call = Call.call(HttpHandler.callback((request, reply) -> {}), TestRequest.get("/"));
        assertThatThrownBy(call::status).isInstanceOf(AssertionError.class).hasMessage("no answer yet");
    }
}
