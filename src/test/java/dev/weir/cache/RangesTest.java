package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Rig.Client;
import dev.weir.store.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
}
