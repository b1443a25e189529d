package dev.weir.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.support.RawClient;
import dev.weir.support.RawPeer;
import org.junit.jupiter.api.Test;

/** RFC 9110 §10.1.1: the origin server decides whether a content is to be sent. */
class ExpectTest extends OriginTestCase {
    private static final String POST =
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n";

    @Test
    void theContentIsAskedForWhenTheOriginAsks() throws Exception {
        try (RawClient client = client()) {
            client.send(POST);
            RawPeer peer = server.accept();
            assertThat(peer.readHead()).containsIgnoringCase("expect: 100-continue\r\n");
            peer.send("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.send("abc");
            assertThat(peer.read(3)).isEqualTo("abc");
            peer.send("HTTP/1.1 204 No Content\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 204 ");
        }
    }

    @Test
    void aRefusalComesInItsPlace() throws Exception {
        try (RawClient client = client()) {
            client.send(POST);
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 417 ");
            peer.awaitClose();
        }
    }

    @Test
    void anOriginThatSaysNothingIsSentTheContentAfterAWhile() throws Exception {
        try (RawClient client = client()) {
            client.send(POST);
            RawPeer peer = server.accept();
            peer.readHead();
            assertThat(client.readUntil("\r\n\r\n")).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            client.send("abc");
            assertThat(peer.read(3)).isEqualTo("abc");
        }
    }

    @Test
    void aClientOfHttp10ExpectsNothing() throws Exception {
        try (RawClient client = client()) {
            client.send("POST / HTTP/1.0\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\nabc");
            assertThat(server.accept().readUntil("abc")).doesNotContainIgnoringCase("expect");
        }
    }
}
