package dev.weir.http;

import static dev.weir.testkit.Call.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.testkit.Call;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private final TestScope scope = TestScope.create();
    private final List<EventStream> opened = new ArrayList<>();
    private final HttpHandler handler = request -> HttpHandler.ok(Response.events(request, opened::add));

    private Call open() {
        return call(handler, TestRequest.get("/events").scope(scope));
    }

    @Test
    void anEventIsFramedLineByLine() {
        assertThat(Event.of("a\nb\r\nc\rd").encode().toString()).isEqualTo("data: a\ndata: b\ndata: c\ndata: d\n\n");
        assertThat(Event.of("").encode().toString()).isEqualTo("data: \n\n");
        assertThat(Event.of("x")
                        .named("tick")
                        .withId("7")
                        .withRetry(Duration.ofSeconds(2))
                        .encode()
                        .toString())
                .isEqualTo("event: tick\nid: 7\nretry: 2000\ndata: x\n\n");
    }

    @Test
    void whatWouldBreakTheFramingIsRefused() {
        assertThatThrownBy(() -> Event.of("x").named("a\nb")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Event.of("x").withId("a\0b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void eventsArriveInOrderAndAreNotStored() {
        Call call = open();
        assertThat(call.field("Content-Type")).isEqualTo("text/event-stream");
        assertThat(call.field("Cache-Control")).isEqualTo("no-store");
        EventStream events = opened.get(0);
        assertThat(events.send("one")).isTrue();
        assertThat(call.textSoFar()).isEqualTo("data: one\n\n");
        events.send("two");
        events.end();
        assertThat(call.text()).isEqualTo("data: one\n\ndata: two\n\n");
        assertThat(events.send("late")).isFalse();
    }

    @Test
    void itEndsWellWhenTheServerBeginsToDrainAndOneThatIsOpenedLaterAtOnce() {
        Call call = open();
        opened.get(0).send("one");
        scope.drain();
        assertThat(call.text()).isEqualTo("data: one\n\n");
        assertThat(opened.get(0).send("late")).isFalse();
        Call later = open();
        assertThat(later.text()).isEmpty();
    }

    @Test
    void itEndsSoBehindACacheToo() {
        HttpHandler cached = Cache.create(CacheSettings.ofMemory(1 << 20)).around(handler);
        Call call = call(cached, TestRequest.get("/events").scope(scope));
        opened.get(0).send("one");
        scope.drain();
        assertThat(call.text()).isEqualTo("data: one\n\n");
    }

    @Test
    void silenceIsBrokenByAComment() {
        Call call = open();
        assertThat(call.textSoFar()).isEmpty();
        scope.time().advance(EventStream.HEARTBEAT);
        assertThat(call.textSoFar()).isEqualTo(":\n\n");
        opened.get(0).send("x");
        scope.time().advance(EventStream.HEARTBEAT);
        assertThat(call.textSoFar()).isEqualTo(":\n\ndata: x\n\n");
        scope.time().advance(EventStream.HEARTBEAT);
        assertThat(call.textSoFar()).isEqualTo(":\n\ndata: x\n\n:\n\n");
    }

    @Test
    void aReaderThatFallsTooFarBehindIsDropped() {
        Call call = open();
        Body.Stream body = (Body.Stream) call.response().body();
        List<Throwable> broken = new ArrayList<>();
        body.stream().exceptionHandler(broken::add);
        EventStream events = opened.get(0);
        String kilobyte = "x".repeat(1000);
        int sent = 0;
        while (events.send(kilobyte)) {
            sent++;
            assertThat(events.queued()).isLessThanOrEqualTo(EventStream.QUEUE_LIMIT);
        }
        assertThat(sent).isBetween(200, 262);
        assertThat(broken).hasSize(1);
        assertThat(events.isOpen()).isFalse();
        assertThat(events.queued()).isZero();
    }

    @Test
    void theEndOfTheExchangeIsToldAndLeavesNoTimer() {
        open();
        int[] closed = {0};
        opened.get(0).onClose(() -> closed[0]++);
        scope.cancel(Cancellation.CLIENT_GONE);
        scope.endAndCheck();
        assertThat(closed[0]).isEqualTo(1);
        assertThat(opened.get(0).isOpen()).isFalse();
        assertThat(opened.get(0).send("late")).isFalse();
        assertThat(scope.time().pending()).isZero();
    }

    @Test
    void aClientThatComesBackSaysWhereItWas() {
        call(handler, TestRequest.get("/events").field("Last-Event-ID", "41"));
        assertThat(opened.get(0).lastEventId()).isEqualTo(Optional.of("41"));
        open();
        assertThat(opened.get(1).lastEventId()).isEmpty();
    }
}
