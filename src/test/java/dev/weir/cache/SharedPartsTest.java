package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Response;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestScope;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Those who ask for the same part while nobody has it share one fetch of that part. */
class SharedPartsTest {
    private static final String WHOLE = "0123456789";
    private static final String RANGE = "bytes=2-6";
    private static final String[] TAGGED = {"Cache-Control", "max-age=60", "ETag", "\"a\""};

    private final Rig rig = new Rig();

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    private static Response part(Body body, String range) {
        return Response.of(206, Fields.of(TAGGED), body).with("Content-Range", range);
    }

    private static Response part() {
        return part(Body.of(Buffer.buffer(WHOLE.substring(2, 7))), "bytes 2-6/10");
    }

    private Client ask(String... more) {
        String[] fields = new String[more.length + 2];
        fields[0] = "Range";
        fields[1] = RANGE;
        System.arraycopy(more, 0, fields, 2, more.length);
        return rig.get("/x", fields);
    }

    private static void assertHasPart(Client client) {
        assertThat(client.call().status()).isEqualTo(206);
        assertThat(client.call().text()).isEqualTo("23456");
        assertThat(client.call().response().fields().all("Content-Range")).containsExactly("bytes 2-6/10");
        assertThat(client.call().response().fields().contains("Content-Length")).isFalse();
    }

    @Test
    void theOriginIsAskedOnceForThePartAndAllHaveIt() {
        List<Client> clients = List.of(ask(), ask(), rig.get("/x", "Range", "Bytes=2-06"));
        assertThat(rig.asked).hasSize(1);
        assertThat(rig.asked(0).request.fields().all("Range")).containsExactly(RANGE);
        rig.asked(0).answer(part());
        clients.forEach(SharedPartsTest::assertHasPart);
        assertThat(clients.get(0).status()).isEqualTo("Weir;fwd=uri-miss;fwd-status=206;stored;ttl=60");
        assertThat(clients.get(1).status()).isEqualTo("Weir;fwd=uri-miss;fwd-status=206;stored;collapsed;ttl=60");
        assertThat(rig.stats().collapsed()).isEqualTo(2);
        Client later = ask();
        assertHasPart(later);
        assertThat(later.status()).isEqualTo("Weir;hit;ttl=60");
        assertThat(rig.asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes 100000-299999/1000000", "bytes 0-199999/200000"})
    void theyHaveItWhileItComes(String range) {
        String asked = range.startsWith("bytes 0") ? "bytes=0-199999" : "bytes=100000-299999";
        Client leader = rig.get("/x", "Range", asked);
        Client other = rig.get("/x", "Range", asked);
        TestBody body = TestBody.in(TestScope.create(), Body.UNKNOWN_LENGTH);
        rig.asked(0).answer(part(rig.asked(0).request.scope().own(body.body()), range));
        body.write("a".repeat(100_000));
        Client latecomer = rig.get("/x", "Range", asked);
        for (Client client : List.of(leader, other, latecomer)) {
            assertThat(client.call().status()).isEqualTo(206);
            assertThat(client.call().field("Content-Range")).isEqualTo(range);
            assertThat(client.call().response().body().length()).isEqualTo(200_000);
            assertThat(client.call().response().fields().contains("Content-Length"))
                    .isFalse();
            assertThat(client.call().textSoFar()).isNotEmpty();
        }
        body.write("b".repeat(100_000)).end();
        for (Client client : List.of(leader, other, latecomer)) {
            assertThat(client.call().text()).isEqualTo("a".repeat(100_000) + "b".repeat(100_000));
        }
        assertThat(rig.asked).hasSize(1);
        assertThat(rig.get("/x", "Range", asked).status()).isEqualTo("Weir;hit;ttl=60");
    }

    @Test
    void otherPartsAndTheWholeAreFetchedBesideIt() {
        ask();
        rig.get("/x", "Range", "bytes=2-5");
        rig.get("/x", "Range", "bytes=-5");
        rig.get("/x");
        assertThat(rig.asked).hasSize(4);
        assertThat(rig.asked(2).request.field("Range")).contains("bytes=-5");
        assertThat(rig.asked(3).request.fields().contains("Range")).isFalse();
        rig.asked.forEach(asked -> asked.answer(Response.of(416)));
    }

    /** Two of each kind, and none waits for the other. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "bytes=0-1,4-5 ; A: 1",
                "lines=2-6 ; A: 1",
                "bytes=6-2 ; A: 1",
                "bytes=2-6 ; If-Range: \"a\"",
                // Conditions come before Range (RFC 9110 §13.2.2): together they are for the origin.
                "bytes=2-6 ; If-None-Match: \"a\"",
                "bytes=20- ; If-None-Match: W/\"a\"",
                "bytes=2-6 ; If-Modified-Since: Sat, 21 Nov 2020 07:50:00 GMT",
                "bytes=2-6 ; Authorization: Basic x",
                "bytes=2-6 ; Cache-Control: no-store",
                "bytes=2-6 ; If-Match: \"a\"",
            })
    void whatOnlyOneCanUseIsFetchedForEach(String range, String line) {
        String[] field = line.split(": ", 2);
        for (int i = 0; i < 2; i++) {
            rig.get("/x", "Range", range, field[0], field[1]);
        }
        assertThat(rig.asked).hasSize(2);
        for (Rig.Asked asked : rig.asked) {
            assertThat(asked.request.field("Range")).contains(range);
            assertThat(asked.request.field(field[0])).contains(field[1]);
            asked.answer(Response.of(416));
        }
    }

    /** RFC 9110 §15.3.7: it may, and says so. Nobody is kept in line for what will not come. */
    @Test
    void whereTheOriginSendsLessAllHaveThat() {
        List<Client> clients = List.of(ask(), ask(), ask());
        rig.asked(0).answer(part(Body.of(Buffer.buffer("234")), "bytes 2-4/10"));
        for (Client client : clients) {
            assertThat(client.call().status()).isEqualTo(206);
            assertThat(client.call().field("Content-Range")).isEqualTo("bytes 2-4/10");
            assertThat(client.call().text()).isEqualTo("234");
        }
        assertThat(rig.get("/x", "Range", "bytes=3-4").status()).startsWith("Weir;hit");
        assertThat(rig.asked).hasSize(1);
    }

    /** What a Range has brought about says nothing to those without. */
    @ParameterizedTest
    @ValueSource(ints = {302, 400, 405, 416})
    void whatIsNeitherPartNorWholeIsForOne(int status) {
        rig.store("/x", WHOLE, "Cache-Control", "max-age=1, stale-if-error=60", "ETag", "\"a\"");
        rig.advanceSeconds(2);
        Client leader = rig.get("/x", "Range", "bytes=20-");
        Client other = rig.get("/x", "Range", "bytes=20-");
        rig.asked(1).answer(Response.of(status, Fields.of("Cache-Control", "max-age=60"), Body.none()));
        assertThat(leader.call().status()).isEqualTo(status);
        assertThat(rig.asked(2).request.field("Range")).contains("bytes=20-");
        rig.asked(2).answer(Response.of(503));
        assertThat(other.call().status()).as("what is stored stands in still").isEqualTo(416);
        Client whole = rig.get("/x");
        rig.asked(3).fail(new IOException("refused"));
        assertThat(whole.call().text()).isEqualTo(WHOLE);
    }

    @Test
    void whatIsMissingIsSoWhateverThePart() {
        List<Client> clients = List.of(ask(), ask());
        rig.asked(0).answer(Response.of(404, Fields.of("Cache-Control", "max-age=60"), Body.none()));
        clients.forEach(client -> assertThat(client.call().status()).isEqualTo(404));
        assertThat(rig.get("/x").call().status()).isEqualTo(404);
        assertThat(rig.asked).hasSize(1);
    }

    @Test
    void whereTheOriginSendsTheWholeEachHasHisPartOfIt() {
        Client leader = ask();
        Client other = ask();
        rig.asked(0).answer(WHOLE, TAGGED);
        assertThat(leader.call().status()).isEqualTo(200);
        assertThat(leader.call().text()).isEqualTo(WHOLE);
        assertHasPart(other);
        assertThat(rig.get("/x").call().text()).isEqualTo(WHOLE);
        assertThat(rig.asked).hasSize(1);
    }

    /** It could be a part of something else than the next one is (RFC 9110 §15.3.7.3). */
    @Test
    void aPartWithoutAStrongTagIsForOneAndThatSaysNothingOfTheWhole() {
        Client leader = ask();
        Client other = ask();
        rig.asked(0).answer(part().with("ETag", "W/\"a\""));
        assertThat(leader.call().text()).isEqualTo("23456");
        assertThat(leader.status()).contains("detail=partial");
        rig.asked(1).answer(part().with("ETag", "W/\"a\""));
        assertHasPart(other);
        ask();
        ask();
        assertThat(rig.asked).as("nobody waits for it any more").hasSize(4);
        rig.get("/x");
        rig.get("/x");
        assertThat(rig.asked).as("one fetch of the whole").hasSize(5);
        rig.asked(2).answer(part());
        rig.asked(3).answer(part());
        rig.asked(4).answer(WHOLE, TAGGED);
    }

    @Test
    void whoWaitedForAPartThatWasForOneIsServedAsWellAsBefore() {
        rig.store("/x", WHOLE, "Cache-Control", "max-age=1, stale-if-error=60", "ETag", "\"a\"");
        rig.advanceSeconds(2);
        ask();
        Client waited = ask("X-Forwarded-Host", "evil.example");
        rig.asked(1).answer(part().with("ETag", "W/\"b\""));
        assertThat(rig.asked(2).request.fields().contains("X-Forwarded-Host")).isFalse();
        rig.asked(2).answer(Response.of(503));
        assertHasPart(waited);
        Client next = ask("X-Forwarded-Host", "evil.example");
        assertThat(rig.asked(3).request.fields().contains("X-Forwarded-Host")).isFalse();
        rig.asked(3).answer(Response.of(503));
        assertHasPart(next);
    }

    @Test
    void aPrivatePartIsForOneAndSoIsTheRest() {
        Client leader = ask();
        Client other = ask();
        rig.asked(0).answer(part().with("Cache-Control", "private"));
        rig.asked(1).answer(part().with("Cache-Control", "private").withBody(Body.of(Buffer.buffer("other"))));
        assertThat(leader.call().text()).isEqualTo("23456");
        assertThat(other.call().text()).isEqualTo("other");
        rig.get("/x");
        rig.get("/x", "Range", "bytes=0-1");
        Client whole = rig.get("/x");
        assertThat(rig.asked).as("nobody waits for anybody").hasSize(5);
        for (int i = 2; i < 5; i++) {
            rig.asked(i).answer("mine", "Cache-Control", "private");
        }
        assertThat(whole.status()).contains("uncacheable-lately");
    }

    @ParameterizedTest
    @CsvSource({"304, \"a\", 23456", "206, \"a\", 23456", "206, \"b\", other"})
    void whatIsStoredAndStaleIsValidatedForAllWhoWantItsPart(int status, String tag, String text) {
        rig.store("/x", WHOLE, TAGGED);
        rig.advanceSeconds(61);
        Client leader = ask();
        Client other = ask();
        assertThat(rig.asked).hasSize(2);
        assertThat(rig.asked(1).request.field("Range")).contains(RANGE);
        assertThat(rig.asked(1).request.field("If-None-Match")).contains("\"a\"");
        Body body = status == 304 ? Body.none() : Body.of(Buffer.buffer(text));
        rig.asked(1)
                .answer(
                        status == 304
                                ? Response.of(304, Fields.of(TAGGED), body)
                                : part(body, "bytes 2-6/10").with("ETag", tag));
        for (Client client : List.of(leader, other)) {
            assertThat(client.call().status()).isEqualTo(206);
            assertThat(client.call().text()).isEqualTo(text);
            assertThat(client.call().field("ETag")).isEqualTo(tag);
        }
        assertThat(ask().call().text()).isEqualTo(text);
        assertThat(rig.asked).hasSize(2);
        Client whole = rig.get("/x");
        assertThat(whole.call().isDone()).as("the whole is there still").isEqualTo(tag.equals("\"a\""));
        whole.leave();
    }

    @Test
    void aPartThatMayNotBeStoredLeavesWhatIsStoredWhole() {
        rig.store("/x", WHOLE, "Cache-Control", "max-age=1, stale-if-error=60", "ETag", "\"a\"");
        rig.advanceSeconds(2);
        ask();
        rig.asked(1).answer(part().with("ETag", "W/\"a\""));
        Client client = rig.get("/x");
        rig.asked(2).fail(new IOException("refused"));
        assertThat(client.call().text()).isEqualTo(WHOLE);
    }

    @Test
    void whatIsStoredStandsInForAllWhereTheOriginFails() {
        rig.store("/x", WHOLE, "Cache-Control", "max-age=1, stale-if-error=60", "ETag", "\"a\"");
        rig.advanceSeconds(2);
        Client leader = ask();
        Client other = ask();
        rig.asked(1).answer(Response.of(503));
        assertHasPart(leader);
        assertHasPart(other);
        assertThat(rig.asked).hasSize(2);
    }

    @Test
    void afterAFailureTheNextInLineTriesForTheRest() {
        Client leader = ask();
        Client second = ask();
        Client third = ask();
        rig.asked(0).fail(new IOException("refused"));
        assertThat(leader.call().status()).isEqualTo(500);
        assertThat(rig.asked).hasSize(2);
        assertThat(rig.asked(1).request.field("Range")).contains(RANGE);
        rig.asked(1).answer(part());
        assertHasPart(second);
        assertHasPart(third);
    }

    @Test
    void theOriginIsAskedNoMoreWhenTheLastOneHasLeft() {
        Client leader = ask();
        Client other = ask();
        leader.leave();
        assertThat(rig.asked(0).cancelled).isFalse();
        other.leave();
        assertThat(rig.asked(0).cancelled).isTrue();
    }

    @Test
    void whoComesAfterAnInvalidationDoesNotShareWhatWasAskedForBefore() {
        Client before = ask();
        rig.send("DELETE", "/x");
        rig.asked(1).answer("");
        Client after = ask();
        assertThat(rig.asked).hasSize(3);
        rig.asked(0).answer(part());
        rig.asked(2).answer(part().withBody(Body.of(Buffer.buffer("newer"))));
        assertThat(before.call().text()).isEqualTo("23456");
        assertThat(after.call().text()).isEqualTo("newer");
        assertThat(ask().call().text()).isEqualTo("newer");
    }

    @Test
    void aPartOfAnotherLengthThanItSaysIsNotShared() {
        Client leader = ask();
        Client other = ask();
        rig.asked(0).answer(part().withBody(Body.of(Buffer.buffer("234"))));
        assertThat(rig.stats().stored()).isZero();
        assertThat(leader.call().text()).isEqualTo("234");
        rig.asked(1).answer(part());
        assertHasPart(other);
        assertHasPart(ask());
        assertThat(rig.asked).hasSize(2);
    }

    @Test
    void aPartThatComesShorterThanItSaysIsCutOffForAll() {
        Client leader = rig.get("/x", "Range", "bytes=0-99999");
        Client other = rig.get("/x", "Range", "bytes=0-99999");
        TestBody body = TestBody.in(TestScope.create(), Body.UNKNOWN_LENGTH);
        rig.asked(0).answer(part(rig.asked(0).request.scope().own(body.body()), "bytes 0-99999/200000"));
        body.write("short").end();
        for (Client client : List.of(leader, other)) {
            assertThatThrownBy(() -> client.call().text()).hasMessageContaining("broke off");
        }
        assertThat(rig.stats().stored()).isZero();
    }
}
