package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Response;
import dev.weir.store.Content;
import dev.weir.testkit.TestBody;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several ranges of what is stored, in one answer (RFC 9110 §15.3.7.2). */
class RangesTest {
    private final Rig rig = new Rig();

    @AfterEach
    void nothingIsLeft() {
        rig.checkInvariants();
    }

    private static String boundary(Client client) {
        String type = client.call().field("Content-Type");
        assertThat(type).startsWith("multipart/byteranges; boundary=");
        return type.substring(type.indexOf('=') + 1);
    }

    /** RFC 9110 §14.1.2: a suffix is all that is satisfiable of nothing. */
    @ParameterizedTest
    @CsvSource({"bytes=-5, 200", "'bytes=-5,-1', 200", "bytes=-0, 416", "bytes=0-, 416", "bytes=1-2, 416"})
    void ofNothingTheLastBytesAreAllThereIs(String range, int status) {
        rig.store("/x", "", "Cache-Control", "max-age=60");
        assertThat(rig.get("/x", "Range", range).call().status()).isEqualTo(status);
    }

    @Test
    void severalRangesComeAsPartsOfOneAnswer() {
        rig.store(
                "/x",
                "0123456789",
                "Cache-Control",
                "max-age=60",
                "Content-Type",
                "text/plain",
                "Content-Length",
                "10",
                "ETag",
                "\"a\"");
        Client client = rig.get("/x", "Range", "bytes=7-8,0-1");
        String boundary = boundary(client);
        assertThat(client.call().status()).isEqualTo(206);
        assertThat(client.status()).isEqualTo("Weir;hit;ttl=60");
        assertThat(client.call().response().fields().contains("Content-Range")).isFalse();
        assertThat(client.call().field("ETag")).isEqualTo("\"a\"");
        String text = String.join(
                "\r\n",
                "--" + boundary,
                "Content-Type: text/plain",
                "Content-Range: bytes 7-8/10",
                "",
                "78",
                "--" + boundary,
                "Content-Type: text/plain",
                "Content-Range: bytes 0-1/10",
                "",
                "01",
                "--" + boundary + "--",
                "");
        assertThat(client.call().response().fields().contains("Content-Length")).isFalse();
        assertThat(client.call().response().body().length()).isEqualTo(text.length());
        assertThat(client.call().text()).isEqualTo(text);
    }

    @Test
    void eachAnswerHasABoundaryOfItsOwn() {
        rig.store("/x", "0123456789", "Cache-Control", "max-age=60");
        Client one = rig.get("/x", "Range", "bytes=0-1,4-5");
        Client other = rig.get("/x", "Range", "bytes=0-1,4-5");
        assertThat(boundary(one)).isNotEqualTo(boundary(other));
        assertThat(one.call().text()).doesNotContain("Content-Type");
        assertThat(other.call().text()).contains("\r\nContent-Range: bytes 4-5/10\r\n\r\n45\r\n");
    }

    @Test
    void partsOfALargeContentReachOverItsSegments() {
        String large = "a".repeat(Content.SEGMENT) + "b".repeat(Content.SEGMENT);
        rig.store("/x", large, "Cache-Control", "max-age=60");
        int edge = Content.SEGMENT;
        Client client = rig.get("/x", "Range", "bytes=" + (edge - 2) + "-" + (edge + 1) + ",-1");
        assertThat(client.call().text()).contains("\r\n\r\naabb\r\n--").contains("\r\n\r\nb\r\n--");
    }

    @Test
    void whatOverlapsGetsTheWhole() {
        rig.store("/x", "0123456789", "Cache-Control", "max-age=60");
        Client client = rig.get("/x", "Range", "bytes=0-5,4-9");
        assertThat(client.call().status()).isEqualTo(200);
        assertThat(client.call().text()).isEqualTo("0123456789");
    }

    @Test
    void ifRangeWithAnotherTagGetsTheWhole() {
        rig.store("/x", "0123456789", "Cache-Control", "max-age=60", "ETag", "\"a\"");
        assertThat(rig.get("/x", "Range", "bytes=0-1,4-5", "If-Range", "\"b\"")
                        .call()
                        .status())
                .isEqualTo(200);
        assertThat(rig.get("/x", "Range", "bytes=0-1,4-5", "If-Range", "\"a\"")
                        .call()
                        .status())
                .isEqualTo(206);
    }

    /** As browsers do when they begin to play a video. */
    @Test
    void whoeverWantsAllFromTheFirstByteOnShareOneFetch() {
        Client leader = rig.get("/x", "Range", "bytes=0-");
        Client other = rig.get("/x", "Range", "bytes=0-");
        Client known = rig.get("/x", "Range", "bytes=0-", "If-Range", "\"old\"");
        Client plain = rig.get("/x");
        assertThat(rig.asked).hasSize(1);
        assertThat(rig.asked(0).request.fields().contains("Range")).isFalse();
        rig.asked(0).answer("0123456789", "Cache-Control", "max-age=60", "ETag", "\"a\"");
        for (Client client : List.of(leader, other)) {
            assertThat(client.call().status()).isEqualTo(206);
            assertThat(client.call().field("Content-Range")).isEqualTo("bytes 0-9/10");
            assertThat(client.call().text()).isEqualTo("0123456789");
        }
        assertThat(leader.status()).isEqualTo("Weir;fwd=uri-miss;fwd-status=200;stored;ttl=60");
        for (Client client : List.of(known, plain)) {
            assertThat(client.call().status()).isEqualTo(200);
            assertThat(client.call().response().fields().contains("Content-Range"))
                    .isFalse();
            assertThat(client.call().text()).isEqualTo("0123456789");
        }
        assertThat(rig.get("/x", "Range", "bytes=2-3").call().text()).isEqualTo("23");
        assertThat(rig.asked).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"10, 206", "-1, 200"})
    void theyHaveItWhileItComesAsAPartWhereItsLengthIsKnown(long length, int status) {
        Client leader = rig.get("/x", "Range", "bytes=0-");
        Client other = rig.get("/x", "Range", "bytes=0-");
        TestBody body = TestBody.in(leader.scope(), Body.UNKNOWN_LENGTH);
        Fields fields = Fields.of("Cache-Control", "max-age=60");
        rig.asked(0)
                .answer(Response.of(
                        200, length < 0 ? fields : fields.with("Content-Length", "" + length), body.body()));
        body.write("01234");
        body.write("56789").end();
        for (Client client : List.of(leader, other)) {
            assertThat(client.call().status()).isEqualTo(status);
            assertThat(client.call().field("Content-Range")).isEqualTo(status == 206 ? "bytes 0-9/10" : "");
            assertThat(client.call().text()).isEqualTo("0123456789");
        }
    }

    @ParameterizedTest
    @CsvSource({"bytes, 206", "none, 200"})
    void whatMayNotBeSharedIsAPartOnlyWhereItsOriginSendsParts(String accepted, int status) {
        Client leader = rig.get("/x", "Range", "bytes=0-");
        Client other = rig.get("/x", "Range", "bytes=0-");
        rig.asked(0).answer("mine", "Cache-Control", "private", "Accept-Ranges", accepted);
        assertThat(leader.call().status()).isEqualTo(status);
        assertThat(leader.call().text()).isEqualTo("mine");
        assertThat(rig.asked(1).request.fields().get("Range")).contains("bytes=0-");
        rig.asked(1).answer("other's", "Cache-Control", "private");
        assertThat(other.call().text()).isEqualTo("other's");
    }

    @Test
    void whatIsEmptyIsNoPart() {
        Client client = rig.get("/x", "Range", "bytes=0-");
        rig.asked(0).answer("", "Cache-Control", "max-age=60");
        assertThat(client.call().status()).isEqualTo(200);
    }
}
