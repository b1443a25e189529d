package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Response;
import dev.weir.testkit.TestBody;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An origin that takes long, or never answers, while what it answered before is there. */
class SlowOriginTest {
    private static final String IF_ERROR = "max-age=1, stale-if-error=3600";

    private final Rig rig = new Rig();

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    private static Response notModified() {
        return Response.of(304, Fields.of("ETag", "\"a\"", "Cache-Control", "max-age=1"), Body.none());
    }

    @Test
    void thoseWhoWaitedForAValidationThatTookLongerThanItIsGoodForShareIt() {
        rig.store("/x", "page", "Cache-Control", "max-age=1", "ETag", "\"a\"");
        rig.advanceSeconds(2);
        List<Client> clients = Stream.generate(() -> rig.get("/x")).limit(10).toList();
        rig.advanceSeconds(2);
        rig.asked(1).answer(notModified());
        assertThat(clients)
                .allSatisfy(client -> assertThat(client.call().text()).isEqualTo("page"));
        assertThat(rig.asked).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/x", "/large"})
    void aDeadlineThatPassesIsAnErrorForWhichWhatIsStoredStandsIn(String target) {
        String page = "p".repeat(target.equals("/x") ? 4 : 200_000);
        rig.store(target, page, "Cache-Control", IF_ERROR);
        rig.advanceSeconds(2);
        Client early = rig.get(target);
        early.scope().deadlineIn(Duration.ofSeconds(5));
        rig.advanceSeconds(1);
        Client late = rig.get(target);
        late.scope().deadlineIn(Duration.ofSeconds(20));
        rig.advanceSeconds(4);
        assertThat(early.call().text()).isEqualTo(page);
        assertThat(early.status()).isEqualTo("Weir;fwd=stale;ttl=-6;detail=stale-if-error");
        rig.advanceSeconds(20);
        assertThat(late.call().text()).isEqualTo(page);
        assertThat(rig.stats().staleServed()).isEqualTo(2);
    }

    /** RFC 9111 §4.2.4. */
    @Test
    void aMinuteDoesNotPassForThoseWhoWait() {
        rig.store("/x", "page", "Cache-Control", "max-age=1");
        rig.advanceSeconds(60);
        Client inTime = rig.get("/x");
        rig.advanceSeconds(30);
        Client late = rig.get("/x");
        Stream.of(inTime, late).forEach(client -> client.scope().deadlineIn(Duration.ofSeconds(20)));
        rig.advanceSeconds(20);
        assertThat(inTime.call().text()).isEqualTo("page");
        assertThat(inTime.status()).isEqualTo("Weir;fwd=stale;ttl=-109;detail=disconnected");
        assertThat(late.call().status()).isEqualTo(504);
    }

    @Test
    void whatMustNotBeServedStaleIsNotAtADeadlineEither() {
        rig.store("/x", "page", "Cache-Control", "max-age=1, must-revalidate, stale-if-error=3600");
        rig.advanceSeconds(2);
        Client client = rig.get("/x");
        client.scope().deadlineIn(Duration.ofSeconds(5));
        Client other = rig.get("/x");
        rig.advanceSeconds(5);
        assertThat(client.call().status()).isEqualTo(504);
        other.leave();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 503})
    void whatIsStoredStandsInForAPartOfItToo(int status) {
        rig.store("/x", "0123456789", "Cache-Control", IF_ERROR);
        rig.advanceSeconds(2);
        Client client = rig.get("/x", "Range", "bytes=2-3");
        if (status == 0) {
            rig.asked(1).fail(new IOException("refused"));
        } else {
            rig.asked(1).answer(Response.of(status));
        }
        assertThat(client.call().status()).isEqualTo(206);
        assertThat(client.call().text()).isEqualTo("23");
        assertThat(client.status()).contains("fwd=stale").contains("stale-if-error");
    }

    @Test
    void aPartForWhichNothingMayStandInFailsAsTheOriginDid() {
        rig.store("/x", "0123456789", "Cache-Control", "max-age=1", "ETag", "\"a\"");
        rig.advanceSeconds(2);
        Client client = rig.get("/x", "Range", "bytes=2-3");
        rig.asked(1).answer(Response.of(503));
        assertThat(client.call().status()).isEqualTo(503);
    }

    @Test
    void aSmallContentThatDribblesInIsSentAsItComes() {
        List<Client> clients = List.of(rig.get("/x"), rig.get("/x"));
        clients.get(0).scope().deadlineIn(Duration.ofSeconds(5));
        TestBody body = rig.asked(0).stream(4, "Cache-Control", "max-age=60");
        body.write("ab");
        rig.advance(Duration.ofMillis(19));
        assertThat(clients.get(0).call().isDone()).isFalse();
        rig.advance(Duration.ofMillis(1));
        assertThat(clients).allSatisfy(client -> {
            assertThat(client.status()).contains("stored");
            assertThat(client.call().textSoFar()).isEqualTo("ab");
        });
        rig.advanceSeconds(20);
        body.write("cd").end();
        assertThat(clients)
                .allSatisfy(client -> assertThat(client.call().text()).isEqualTo("abcd"));
        assertThat(rig.get("/x").status()).isEqualTo("Weir;hit;ttl=39");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTakesLongIsNotStoredInThePlaceOfWhatWasAnsweredMeanwhile(boolean same) {
        Client slow = rig.get("/x");
        TestBody body = rig.asked(0).stream(200_000, "Cache-Control", "max-age=60", "ETag", "\"1\"");
        rig.advanceSeconds(1);
        rig.get("/x", "Authorization", "Basic a");
        rig.asked(1).answer("new", "Cache-Control", "public, max-age=60", "ETag", same ? "\"1\"" : "\"2\"");
        body.write("o".repeat(200_000)).end();
        assertThat(slow.call().text()).hasSize(200_000);
        assertThat(rig.get("/x").call().text()).hasSize(same ? 200_000 : 3);
    }

    /** One with Vary comes before one without (RFC 9111 §4.1), and a part is no answer to those who want the whole. */
    @Test
    void whatDoesNotTakeItsPlaceDoesNotKeepItOut() {
        rig.get("/x", "Accept-Language", "de");
        TestBody german = rig.asked(0).stream(200_000, "Cache-Control", "max-age=60", "Vary", "Accept-Language");
        rig.get("/y");
        TestBody whole = rig.asked(1).stream(200_000, "Cache-Control", "max-age=60", "ETag", "\"1\"");
        rig.advanceSeconds(1);
        rig.get("/x");
        rig.asked(2).answer("english", "Cache-Control", "max-age=60");
        rig.get("/y", "Range", "bytes=0-1");
        rig.asked(3)
                .answer(Response.of(
                        206,
                        Fields.of("Cache-Control", "max-age=60", "ETag", "\"2\"", "Content-Range", "bytes 0-1/9"),
                        Body.of(Buffer.buffer("yy"))));
        german.write("d".repeat(200_000)).end();
        whole.write("y".repeat(200_000)).end();
        assertThat(rig.get("/x", "Accept-Language", "de").call().text()).startsWith("d");
        assertThat(rig.get("/y").call().text()).hasSize(200_000);
        assertThat(rig.asked).hasSize(4);
    }

    @Test
    void whoComesLaterDoesNotMoveTheDeadlineThatTheHandlerHasSet() {
        Client first = rig.get("/x");
        rig.asked(0).request.scope().deadlineIn(Duration.ofSeconds(2));
        rig.advance(Duration.ofMillis(100));
        Client second = rig.get("/x");
        second.scope().deadlineIn(Duration.ofSeconds(20));
        rig.advanceSeconds(2);
        assertThat(rig.asked(0).cancelled).isTrue();
        assertThat(first.call().status()).isEqualTo(504);
        rig.asked(1).answer("late", "Cache-Control", "max-age=9");
        assertThat(second.call().text()).isEqualTo("late");
    }

    @Test
    void whenTheTimeOfAllIsUpTheOriginIsNotAskedOnceMore() {
        Stream.of(1, 2, 3).forEach(i -> rig.get("/x").scope().deadlineIn(Duration.ofSeconds(2)));
        rig.advanceSeconds(2);
        assertThat(rig.asked).hasSize(1);
    }
}
