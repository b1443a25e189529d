package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Response;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestScope;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of what is stored to begin with, only the rest is fetched (RFC 9111 §3.4). */
class CompletionTest {
    private static final String WHOLE = "0123456789";
    private static final String[] TAGGED = {"Cache-Control", "max-age=60", "ETag", "\"a\""};

    private final Rig rig = new Rig();

    @BeforeEach
    void theBeginningIsStored() {
        rig.get("/x", "Range", "bytes=0-3");
        rig.asked(0).answer(part(0, 3).with("A", "1"));
    }

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    private static Response part(int first, int last) {
        return Response.of(206, Fields.of(TAGGED), Body.of(Buffer.buffer(WHOLE.substring(first, last + 1))))
                .with("Content-Range", "bytes " + first + "-" + last + "/10");
    }

    private void assertWholeIsStored() {
        int before = rig.asked.size();
        assertThat(rig.get("/x").call().text()).isEqualTo(WHOLE);
        assertThat(rig.asked).hasSize(before);
    }

    @Test
    void whoWantsTheWholeGetsItAndTheOriginSendsNothingTwice() {
        Client client = rig.get("/x");
        Client other = rig.get("/x");
        assertThat(rig.asked).as("one fetch for both").hasSize(2);
        Fields asked = rig.asked(1).request.fields();
        assertThat(asked.all("Range")).containsExactly("bytes=4-");
        assertThat(asked.all("If-Range")).containsExactly("\"a\"");
        rig.asked(1).answer(part(4, 9));
        assertThat(client.call().status()).isEqualTo(200);
        assertThat(client.call().text()).isEqualTo(WHOLE);
        assertThat(client.call().field("A"))
                .as("a field that only the beginning has")
                .isEqualTo("1");
        assertThat(client.call().response().fields().contains("Content-Range")).isFalse();
        assertThat(client.status()).isEqualTo("Weir;fwd=partial;fwd-status=206;stored;ttl=60");
        assertThat(other.call().text()).isEqualTo(WHOLE);
        assertWholeIsStored();
    }

    /** RFC 9110 §15.3.7. */
    @Test
    void aRestThatIsShorterThanItSaysIsNone() {
        Client client = rig.get("/x");
        rig.asked(1).answer(part(4, 9).withBody(Body.of(Buffer.buffer("45"))));
        assertThat(rig.asked(2).request.fields().contains("Range")).isFalse();
        rig.asked(2).answer(WHOLE, TAGGED);
        assertThat(client.call().text()).isEqualTo(WHOLE);
        assertWholeIsStored();
    }

    @Test
    void aRestThatEndsTooSoonIsBrokenOffAndNotStored() {
        Client client = rig.get("/x");
        TestBody rest = TestBody.in(TestScope.create(), Body.UNKNOWN_LENGTH);
        rig.asked(1).answer(part(4, 9).withBody(rest.body()));
        rest.write("45").end();
        assertThat(client.call().status()).isEqualTo(500);
        rig.get("/x", "Range", "bytes=5-5");
        assertThat(rig.asked).as("it is not there").hasSize(3);
        rig.asked(2).answer(Response.of(503));
    }

    @Test
    void theRestStreams() {
        Client client = rig.get("/x");
        TestBody body = TestBody.in(client.scope(), 6);
        rig.asked(1).answer(part(4, 9).withBody(rig.asked(1).request.scope().own(body.body())));
        body.write("45").write("6789").end();
        assertThat(client.call().text()).isEqualTo(WHOLE);
        assertWholeIsStored();
    }

    @Test
    void theAgeThatTheRestCameWithCounts() {
        Client client = rig.get("/x");
        rig.asked(1).answer(part(4, 9).with("Age", "20"));
        assertThat(client.call().field("Age")).isEqualTo("20");
        assertThat(rig.get("/x").status()).isEqualTo("Weir;hit;ttl=40");
    }

    @Test
    void whereItHasChangedTheOriginSendsTheNewWhole() {
        Client client = rig.get("/x");
        rig.asked(1).answer("new", "Cache-Control", "max-age=60", "ETag", "\"b\"");
        assertThat(client.call().text()).isEqualTo("new");
        assertThat(rig.get("/x").call().text()).isEqualTo("new");
        assertThat(rig.asked).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({
        "\"b\", bytes 4-9/10",
        "W/\"a\", bytes 4-9/10",
        "\"a\", bytes 4-9/11",
        "\"a\", bytes 4-8/10",
        "\"a\", bytes 5-9/10",
        "\"a\", bytes 0-9/10",
        "\"a\", x",
    })
    void whatIsNotTheRestIsNotUsedAndTheWholeIsAskedFor(String tag, String range) {
        Client client = rig.get("/x");
        rig.asked(1).answer(part(4, 9).with("ETag", tag).with("Content-Range", range));
        assertThat(rig.asked(2).request.fields().contains("Range")).isFalse();
        assertThat(rig.asked(2).request.fields().contains("If-Range")).isFalse();
        rig.asked(2).answer(WHOLE, TAGGED);
        assertThat(client.call().text()).isEqualTo(WHOLE);
        assertWholeIsStored();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 416})
    void whereThereIsNoRestTheWholeIsAskedFor(int status) {
        Client client = rig.get("/x");
        rig.asked(1).answer(Response.text("").withStatus(status).with("Content-Range", "bytes */3"));
        rig.asked(2).answer("new", TAGGED);
        assertThat(client.call().text()).isEqualTo("new");
    }

    @Test
    void aRestThatMayNotBeStoredIsNotUsedEither() {
        Client client = rig.get("/x");
        rig.asked(1).answer(part(4, 9).with("Cache-Control", "no-store"));
        rig.asked(2).answer(WHOLE, "Cache-Control", "no-store");
        assertThat(client.call().text()).isEqualTo(WHOLE);
        assertThat(rig.get("/x", "Range", "bytes=0-3").call().text()).isEqualTo("0123");
    }

    @Test
    void aRestThatBreaksOffIsSeenAndTheBeginningStays() {
        rig.get("/y", "Range", "bytes=0-3");
        rig.asked(1).answer(part(0, 3));
        Client client = rig.get("/y");
        TestBody body = TestBody.in(client.scope(), Body.UNKNOWN_LENGTH);
        rig.asked(2).answer(part(4, 9).withBody(rig.asked(2).request.scope().own(body.body())));
        body.write("45").fail(new IOException("cut"));
        assertThat(client.call().status()).isEqualTo(500);
        assertThat(rig.get("/y", "Range", "bytes=0-3").call().text()).isEqualTo("0123");
    }

    @Test
    void onlyABeginningIsCompleted() {
        rig.get("/y", "Range", "bytes=4-9");
        rig.asked(1).answer(part(4, 9));
        Client client = rig.get("/y");
        assertThat(rig.asked(2).request.fields().contains("Range")).isFalse();
        rig.asked(2).answer(WHOLE, TAGGED);
        assertThat(client.call().text()).isEqualTo(WHOLE);
    }

    @Test
    void whoLeavesEndsItAndNothingIsHeld() {
        Client client = rig.get("/x");
        TestBody body = TestBody.in(client.scope(), 6);
        rig.asked(1).answer(part(4, 9).withBody(rig.asked(1).request.scope().own(body.body())));
        client.leave();
        assertThat(body.isClosed()).isTrue();
        assertThat(rig.asked(1).cancelled).isTrue();
    }
}
