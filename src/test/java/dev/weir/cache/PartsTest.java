package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Key;
import dev.weir.http.Response;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestRequest;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts that come are stored, served and combined (RFC 9111 §3.3, §3.4). */
class PartsTest {
    private static final String WHOLE = "0123456789";

    private final Rig rig = new Rig();

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    private static Response part(int first, int last, String tag) {
        return Response.of(
                206,
                Fields.of(
                        "Cache-Control",
                        "max-age=60",
                        "ETag",
                        tag,
                        "Content-Type",
                        "text/plain",
                        "Content-Range",
                        "bytes " + first + "-" + last + "/10"),
                Body.of(Buffer.buffer(WHOLE.substring(first, last + 1))));
    }

    /** A client asks for these bytes, and the origin sends them. */
    private Client fetch(int first, int last, String tag) {
        Client client = rig.get("/x", "Range", "bytes=" + first + "-" + last);
        rig.asked(rig.asked.size() - 1).answer(part(first, last, tag));
        assertThat(client.call().status()).isEqualTo(206);
        assertThat(client.call().text()).isEqualTo(WHOLE.substring(first, last + 1));
        return client;
    }

    private void assertServed(int first, int last) {
        int before = rig.asked.size();
        Client client = rig.get("/x", "Range", "bytes=" + first + "-" + last);
        assertThat(rig.asked).as("requests at the origin").hasSize(before);
        assertThat(client.call().status()).isEqualTo(206);
        assertThat(client.call().text()).isEqualTo(WHOLE.substring(first, last + 1));
        assertThat(client.call().field("Content-Range")).isEqualTo("bytes " + first + "-" + last + "/10");
    }

    private void assertGoesForward(String range, String why) {
        int before = rig.asked.size();
        Client client = rig.get("/x", "Range", range);
        assertThat(rig.asked).as("requests at the origin").hasSize(before + 1);
        rig.asked(before).answer(Response.text("").withStatus(416));
        assertThat(client.status()).startsWith("Weir;fwd=" + why + ";");
    }

    @Test
    void aPartThatCameIsServedAgainAndSmallerOnesFromIt() {
        Client first = fetch(2, 6, "\"a\"");
        assertThat(first.status()).isEqualTo("Weir;fwd=uri-miss;fwd-status=206;stored;ttl=60");
        assertThat(rig.asked(0).request.field("Range")).contains("bytes=2-6");
        rig.advanceSeconds(5);
        assertServed(2, 6);
        assertServed(3, 4);
        Client several = rig.get("/x", "Range", "bytes=6-6,2-3");
        assertThat(several.call().text()).contains("Content-Range: bytes 2-3/10\r\n\r\n23\r\n");
        assertThat(several.call().field("Age")).isEqualTo("5");
        assertThat(several.status()).isEqualTo("Weir;hit;ttl=55");
        assertThat(rig.asked).hasSize(1);
    }

    @Test
    void whatIsNotWithinGoesForward() {
        fetch(2, 6, "\"a\"");
        assertGoesForward("bytes=1-3", "partial");
        assertGoesForward("bytes=5-", "partial");
        assertGoesForward("bytes=-2", "partial");
        assertGoesForward("bytes=20-", "partial");
        assertServed(2, 6);
    }

    @Test
    void aPartIsNeverTheAnswerToARequestForTheWhole() {
        fetch(2, 6, "\"a\"");
        Client whole = rig.get("/x");
        rig.asked(1).answer(WHOLE, "Cache-Control", "max-age=60", "ETag", "\"a\"");
        assertThat(whole.status()).isEqualTo("Weir;fwd=partial;fwd-status=200;stored;ttl=60");
        assertThat(whole.call().text()).isEqualTo(WHOLE);
        assertServed(0, 9);
        Client head = rig.send("HEAD", "/x");
        assertThat(head.status()).startsWith("Weir;hit");
    }

    @ParameterizedTest
    @CsvSource({"0,4, 5,9", "5,9, 0,4", "0,6, 3,9", "3,9, 0,6", "2,4, 0,9", "0,9, 2,4"})
    void partsThatTouchBecomeTheWhole(int first, int last, int second, int end) {
        fetch(first, last, "\"a\"");
        if (last - first < 9) {
            fetch(second, end, "\"a\"");
        }
        Client whole = rig.get("/x");
        assertThat(whole.call().status()).isEqualTo(200);
        assertThat(whole.call().text()).isEqualTo(WHOLE);
        assertThat(whole.call().field("Content-Length")).isEqualTo("10");
        assertThat(whole.call().response().fields().contains("Content-Range")).isFalse();
        assertServed(1, 8);
    }

    @Test
    void partsThatDoNotTouchAreNotCombinedAndTheLargerStays() {
        fetch(0, 3, "\"a\"");
        fetch(8, 9, "\"a\"");
        assertServed(0, 3);
        assertGoesForward("bytes=8-9", "partial");
        fetch(5, 9, "\"a\"");
        assertServed(5, 9);
        assertGoesForward("bytes=0-3", "partial");
    }

    @Test
    void partsOfAnotherRepresentationTakeThePlaceOfWhatIsStored() {
        fetch(0, 4, "\"a\"");
        fetch(5, 9, "\"b\"");
        assertServed(5, 9);
        assertGoesForward("bytes=0-4", "partial");
    }

    @Test
    void aPartOfWhatIsStoredWholeFreshensIt() {
        rig.store("/x", WHOLE, "Cache-Control", "max-age=60", "ETag", "\"a\"");
        rig.advanceSeconds(61);
        fetch(5, 9, "\"a\"");
        Client whole = rig.get("/x");
        assertThat(whole.status()).isEqualTo("Weir;hit;ttl=60");
        assertThat(whole.call().text()).isEqualTo(WHOLE);
    }

    @ParameterizedTest
    @CsvSource({
        "W/\"a\", bytes 0-4/10",
        "a, bytes 0-4/10",
        "\"a\", bytes 0-4/*",
        "\"a\", bytes 0-5/10",
        "\"a\", bytes 4-0/10",
        "\"a\", lines 0-4/10",
        "\"a\", x",
        "\"a\", bytes 6-10/10",
    })
    void aPartWithoutAStrongTagOrWithAnotherRangeThanItsContentIsNotStored(String tag, String range) {
        rig.get("/x", "Range", "bytes=0-4");
        rig.asked(0).answer(part(0, 4, tag).with("Content-Range", range));
        assertThat(rig.stats().bytesStored()).isZero();
    }

    @Test
    void whatAnswersIfRangeIsAddedToWhatIsStoredButNotStoredAlone() {
        Client alone = rig.get("/x", "Range", "bytes=5-9", "If-Range", "\"a\"");
        rig.asked(0).answer(part(5, 9, "\"a\""));
        assertThat(alone.call().status()).isEqualTo(206);
        assertThat(rig.stats().bytesStored()).isZero();
        fetch(0, 4, "\"a\"");
        rig.get("/x", "Range", "bytes=5-9", "If-Range", "\"a\"");
        rig.asked(2).answer(part(5, 9, "\"a\""));
        assertServed(0, 9);
    }

    @Test
    void anOriginThatSendsTheWholeToARequestForAPartIsNotAskedAgain() {
        Client client = rig.get("/x", "Range", "bytes=0-4");
        rig.asked(0).answer(WHOLE, "Cache-Control", "max-age=60");
        assertThat(client.call().status()).isEqualTo(200);
        assertServed(0, 4);
    }

    @Test
    void aStreamIsStoredOnceAllOfThePartHasCome() {
        Client client = rig.get("/x", "Range", "bytes=0-4");
        TestBody body = TestBody.in(client.scope(), Body.UNKNOWN_LENGTH);
        rig.asked(0).answer(part(0, 4, "\"a\"").withBody(body.body()));
        body.write("01").write("234").end();
        assertThat(client.call().text()).isEqualTo("01234");
        assertServed(0, 4);
        assertServed(4, 4);
    }

    @Test
    void aStreamThatBreaksOffIsNotStored() {
        Client client = rig.get("/x", "Range", "bytes=0-4");
        TestBody body = TestBody.in(client.scope(), Body.UNKNOWN_LENGTH);
        rig.asked(0).answer(part(0, 4, "\"a\"").withBody(body.body()));
        body.write("01").fail(new IOException("cut"));
        assertThat(client.call().status()).isEqualTo(500);
        assertThat(rig.stats().bytesStored()).isZero();
    }

    /** RFC 9111 §4: the most recent is used, also where an earlier one comes later. */
    @Test
    void aPartOfAnEarlierRepresentationLeavesWhatIsStored() {
        rig.get("/x", "Range", "bytes=0-4");
        Client whole = rig.get("/x");
        rig.asked(1).answer("new", "Cache-Control", "max-age=60", "Date", "Sat, 21 Nov 2020 07:50:01 GMT");
        rig.asked(0).answer(part(0, 4, "\"a\"").with("Date", "Sat, 21 Nov 2020 07:50:00 GMT"));
        assertThat(whole.call().text()).isEqualTo("new");
        assertThat(rig.get("/x").call().text()).isEqualTo("new");
    }

    @Test
    void whatWillNotBeStoredIsNotSaidToBe() {
        fetch(0, 3, "\"a\"");
        Client client = rig.get("/x", "Range", "bytes=8-9");
        TestBody body = TestBody.in(client.scope(), Body.UNKNOWN_LENGTH);
        rig.asked(1).answer(part(8, 9, "\"a\"").withBody(body.body()));
        body.write("89").end();
        assertThat(client.call().text()).isEqualTo("89");
        assertThat(client.status()).doesNotContain("stored");
    }

    /** RFC 9530 §2: it is of the content that it came with. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Digest", "Content-MD5"})
    void theDigestOfAContentIsSentWithNoOther(String digest) {
        Client first = rig.get("/x", "Range", "bytes=0-4");
        rig.asked(0).answer(part(0, 4, "\"a\"").with(digest, "of 0-4"));
        assertThat(first.call().field(digest)).isEqualTo("of 0-4");
        assertThat(rig.get("/x", "Range", "bytes=0-1").call().field(digest)).isEmpty();
        rig.get("/x", "Range", "bytes=5-9");
        rig.asked(1).answer(part(5, 9, "\"a\"").with(digest, "of 5-9"));
        assertThat(rig.get("/x").call().text()).isEqualTo(WHOLE);
        assertThat(rig.get("/x").call().field(digest)).isEmpty();
        rig.store("/y", WHOLE, "Cache-Control", "max-age=60", digest, "of all");
        assertThat(rig.get("/y", "Range", "bytes=0-1").call().field(digest)).isEmpty();
        assertThat(rig.get("/y").call().field(digest)).isEqualTo("of all");
    }

    @Test
    void anInvalidationMeanwhileBeatsIt() {
        rig.get("/x", "Range", "bytes=0-4");
        rig.send("DELETE", "/x");
        rig.asked(1).answer("");
        rig.asked(0).answer(part(0, 4, "\"a\""));
        assertThat(rig.stats().bytesStored()).isZero();
    }

    @Test
    void whatMayBeForOthersIsAskedForInNobodysName() {
        Key<String> user = Key.of("user", String.class);
        rig.send(TestRequest.get("/x")
                .field("Range", "bytes=0-4")
                .field("X-Forwarded-Host", "evil.example")
                .with(user, "ann"));
        assertThat(rig.asked(0).request.get(user)).isEmpty();
        assertThat(rig.asked(0).request.fields().contains("X-Forwarded-Host")).isFalse();
        rig.asked(0).answer("", "Cache-Control", "no-store");
    }

    @Test
    void aStalePartIsFreshenedByThe304OfARefresh() {
        rig.get("/x", "Range", "bytes=0-4");
        rig.asked(0).answer(part(0, 4, "\"a\"").with("Cache-Control", "max-age=1, stale-while-revalidate=60"));
        rig.advanceSeconds(2);
        assertThat(rig.get("/x", "Range", "bytes=1-2").call().text()).isEqualTo("12");
        assertThat(rig.asked(1).request.field("If-None-Match")).contains("\"a\"");
        assertThat(rig.asked(1).request.fields().contains("Range")).isFalse();
        rig.asked(1).answer(Response.of(304, Fields.of("ETag", "\"a\"", "Cache-Control", "max-age=60"), Body.none()));
        assertServed(0, 4);
        assertThat(rig.get("/x", "Range", "bytes=1-2").status()).isEqualTo("Weir;hit;ttl=60");
    }
}
