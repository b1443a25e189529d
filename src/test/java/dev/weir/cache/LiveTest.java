package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.EventStream;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.testkit.Call;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How what one run brings comes to all who listen. */
class LiveTest extends LiveRig {

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "text/event-stream ! data: past|| ! data: 1||data: 2|| ! data: 1||data: 2||",
                "text/event-stream ! data: past|| ! da ! da",
                "text/event-stream ! data: past||data: hal ! f||data: 1|| ! data: 1||",
                "text/event-stream ! data: hal ! f|id: 7||d ! d",
                "text/event-stream ! data: hal|  ! | ! ''",
                "application/x-ndjson ! {\"past\" ! :1}|{\"now\":2}| ! {\"now\":2}|",
                "application/x-ndjson ! {}| ! {\"now\":2}| ! {\"now\":2}|"
            })
    void whoComesLaterGetsTheHeadAndThenWholeRecordsOfNow(String type, String past, String now, String read) {
        Client first = get("/");
        TestBody body = runs.get(0).stream(type);
        body.write(past.strip().replace('|', '\n'));
        Client later = get("/");
        assertThat(later.call().field("Content-Type")).isEqualTo(type);
        assertThat(later.soFar()).isEmpty();
        body.write(now.strip().replace('|', '\n'));
        assertThat(later.soFar()).isEqualTo(read.strip().replace('|', '\n'));
        assertThat(first.soFar()).isEqualTo((past.strip() + now.strip()).replace('|', '\n'));
        assertThat(runs).hasSize(1);
    }

    @Test
    void whoFallsTooFarBehindIsDroppedAndNobodyWaitsForHim() {
        live = Live.create().withQueue(10_000);
        Client quick = get("/");
        Client slow = get("/");
        TestBody body = runs.get(0).stream(EVENTS);
        List<Throwable> broken = slow.watch();
        quick.soFar();
        String event = "data: " + "x".repeat(992) + "\n\n";
        for (int i = 0; i < 10; i++) {
            body.write(event);
        }
        assertThat(broken).isEmpty();
        for (int i = 0; i < 10; i++) {
            body.write(event);
        }
        assertThat(broken)
                .singleElement()
                .isInstanceOfSatisfying(
                        CancelledException.class,
                        cause -> assertThat(cause.cancellation()).isEqualTo(Cancellation.STALLED));
        assertThat(quick.soFar()).isEqualTo(event.repeat(20));
        assertThat(live.stats().dropped()).isEqualTo(1);
        assertThat(live.stats().listening()).isEqualTo(1);
        assertThatThrownBy(() -> live.withQueue(0)).hasMessageContaining("give it 1 or more");
    }

    @Test
    void manySmallChunksCountForMoreThanTheirBytes() {
        live = Live.create().withQueue(10_000);
        Client quick = get("/");
        Client slow = get("/");
        TestBody body = runs.get(0).stream("application/x-ndjson");
        List<Throwable> broken = slow.watch();
        quick.soFar();
        for (int i = 0; i < 200; i++) {
            body.write("\n");
        }
        assertThat(broken).hasSize(1);
    }

    @Test
    void aRecordThatIsLargerThanTheQueueDropsNobodyWhoKeepsUp() {
        live = Live.create().withQueue(1000);
        Client client = get("/");
        TestBody body = runs.get(0).stream("application/x-ndjson");
        client.soFar();
        String large = "x".repeat(5000) + "\n";
        body.write(large).write(large);
        assertThat(client.soFar()).isEqualTo(large + large);
    }

    @Test
    void theHandlerIsReadAtThePaceOfTheFastest() {
        live = Live.create().withQueue(10_000);
        Client quick = get("/");
        Client slow = get("/");
        TestBody body = runs.get(0).stream(EVENTS);
        List<Throwable> broken = slow.watch();
        String event = "data: " + "x".repeat(992) + "\n\n";
        for (int i = 0; i < 30; i++) {
            body.write(event);
        }
        assertThat(body.delivered()).isBetween(5000L, 6500L);
        assertThat(broken).isEmpty();
        assertThat(quick.soFar()).isEqualTo(event.repeat(30));
        assertThat(broken).hasSize(1);
    }

    @Test
    void whatSeveralHaveNotReadIsHeldOnce() {
        Client one = get("/");
        Client two = get("/");
        TestBody body = runs.get(0).stream(EVENTS);
        List<Buffer> read = new ArrayList<>();
        for (Client client : List.of(one, two)) {
            Body.Stream content = (Body.Stream) client.call().response().body();
            content.stream().handler(read::add).resume();
        }
        body.write("data: 1\n\n");
        assertThat(read).hasSize(2);
        assertThat(read.get(0)).isSameAs(read.get(1));
    }

    @Test
    void whenTheLastHasLeftTheRunIsCancelled() {
        Client first = get("/");
        Client second = get("/");
        TestBody body = runs.get(0).stream(EVENTS);
        first.leave();
        assertThat(runs.get(0).cancelled).isFalse();
        body.write("data: 1\n\n");
        assertThat(second.soFar()).isEqualTo("data: 1\n\n");
        second.leave();
        assertThat(runs.get(0).cancelled).isTrue();
        assertThat(body.isClosed()).isTrue();
        get("/");
        assertThat(runs).hasSize(2);
    }

    @Test
    void soItIsBeforeThereIsAHead() {
        Client first = get("/");
        Client second = get("/");
        first.leave();
        assertThat(runs.get(0).cancelled).isFalse();
        second.leave();
        assertThat(runs.get(0).cancelled).isTrue();
        TestBody late = runs.get(0).stream(EVENTS);
        assertThat(late.isClosed()).isTrue();
    }

    @Test
    void whenTheHandlerBreaksOffAllStreamsDo() {
        List<Client> all = List.of(get("/"), get("/"));
        TestBody body = runs.get(0).stream(EVENTS);
        body.write("data: 1\n\n").fail(new IOException("gone"));
        for (Client client : all) {
            assertThat(client.soFar()).isEqualTo("data: 1\n\n");
            assertThatThrownBy(client.call()::text)
                    .hasMessageContaining("broke off")
                    .hasRootCauseMessage("gone");
        }
        get("/");
        assertThat(runs).hasSize(2);
    }

    @Test
    void whoHasNotReadYetStillGetsWhatWasSentBeforeTheEnd() {
        Client client = get("/");
        runs.get(0).stream(EVENTS).write("data: 1\n\n").end();
        assertThat(client.call().text()).isEqualTo("data: 1\n\n");
    }

    @Test
    void oneClientsDeadlineIsNoOthers() {
        TestScope hasty = TestScope.at(time);
        hasty.deadlineIn(Duration.ofSeconds(1));
        Call early = Call.call(live.around(handler), TestRequest.get("/").scope(hasty));
        Client patient = get("/");
        assertThat(runs.get(0).request.timeLeft()).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(early.status()).isEqualTo(504);
        runs.get(0).stream(EVENTS).write("data: 1\n\n");
        assertThat(patient.soFar()).isEqualTo("data: 1\n\n");
        hasty.close();
    }

    @Test
    void theHandlersOwnDeadlineHoldsForAllUntilTheHead() {
        List<Client> all = List.of(get("/"), get("/"));
        runs.get(0).request.scope().deadlineIn(Duration.ofSeconds(2));
        time.advance(Duration.ofSeconds(2));
        all.forEach(client -> assertThat(client.call().status()).isEqualTo(504));
        assertThat(runs.get(0).cancelled).isTrue();
        Client next = get("/");
        runs.get(1).request.scope().deadlineIn(Duration.ofSeconds(2));
        runs.get(1).stream(EVENTS).write("data: 1\n\n");
        time.advance(Duration.ofSeconds(9));
        assertThat(next.soFar()).isEqualTo("data: 1\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data: ha", "data: half\n"})
    void aServerThatDrainsEndsItsClientsStreamsBehindAWholeRecord(String begun) {
        Client here = get("/");
        TestBody body = runs.get(0).stream(EVENTS);
        Client elsewhere = get("/");
        body.write("data: 1\n\n");
        if (!begun.isEmpty()) {
            body.write(begun);
        }
        Client between = get("/");
        List.of(here, elsewhere, between).forEach(Client::soFar);
        here.scope().drain();
        between.scope().drain();
        assertThat(between.call().text()).isEmpty();
        body.write("\n\ndata: 2\n\n");
        String rest = begun.isEmpty() ? "" : begun + (begun.endsWith("\n") ? "\n" : "\n\n");
        assertThat(here.call().text()).isEqualTo("data: 1\n\n" + rest);
        assertThat(elsewhere.soFar()).isEqualTo("data: 1\n\n" + begun + "\n\ndata: 2\n\n");
        elsewhere.scope().drain();
        assertThat(elsewhere.call().text()).endsWith("data: 2\n\n");
        assertThat(runs.get(0).cancelled).isTrue();
    }

    @Test
    void anEventStreamBeatsForAllAndEndsWhenAllHaveLeft() {
        List<EventStream> opened = new ArrayList<>();
        List<String> closed = new ArrayList<>();
        HttpHandler events = live.around(request -> HttpHandler.ok(Response.events(request, stream -> {
            opened.add(stream);
            stream.onClose(() -> closed.add("closed"));
        })));
        TestScope one = TestScope.at(time);
        TestScope two = TestScope.at(time);
        Call first = Call.call(events, TestRequest.get("/").scope(one));
        Call second = Call.call(events, TestRequest.get("/").scope(two));
        List.of(first, second).forEach(Call::textSoFar);
        assertThat(opened).hasSize(1);
        time.advance(EventStream.HEARTBEAT);
        opened.get(0).send("news");
        assertThat(List.of(first.textSoFar(), second.textSoFar())).containsOnly(":\n\ndata: news\n\n");
        one.close();
        assertThat(closed).isEmpty();
        two.close();
        assertThat(closed).containsExactly("closed");
        assertThat(opened.get(0).send("late")).isFalse();
    }
}
