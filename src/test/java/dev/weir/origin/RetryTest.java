package dev.weir.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.support.RawClient;
import dev.weir.support.RawPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 9110 §9.2.2: what is sent again when a kept connection turns out to be closed. */
class RetryTest extends OriginTestCase {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx";

    /** A connection that has served once and is kept. */
    private RawPeer kept(RawClient client) throws Exception {
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        RawPeer peer = server.accept();
        peer.readHead();
        peer.send(OK);
        client.readResponse();
        return peer;
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "DELETE, ''", "OPTIONS, ''", "PUT, 'Content-Length: 0'"})
    void anIdempotentRequestGoesOutOnceMore(String method, String line) throws Exception {
        try (RawClient client = client()) {
            RawPeer stale = kept(client);
            client.send(method + " /2 HTTP/1.1\r\nHost: a\r\n" + (line.isEmpty() ? "" : line + "\r\n") + "\r\n");
            stale.readHead();
            stale.close();
            RawPeer fresh = server.accept();
            assertThat(fresh.readHead()).startsWith(method + " /2 ");
            fresh.send(OK);
            assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void whatIsAnsweredWithoutHttpIsNot() throws Exception {
        try (RawClient client = client()) {
            RawPeer spoiled = kept(client);
            client.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
            spoiled.readHead();
            spoiled.send("no HTTP\r\n\r\n" + OK);
            assertThat(client.readResponse()).startsWith("HTTP/1.1 502 ");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void norIsWhatHadAnInterimResponse() throws Exception {
        try (RawClient client = client()) {
            RawPeer peer = kept(client);
            client.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
            peer.readHead();
            peer.send("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
            assertThat(client.readHead()).startsWith("HTTP/1.1 103 ");
            peer.close();
            assertThat(client.readResponse()).startsWith("HTTP/1.1 502 ");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void onceAndNotTwice() throws Exception {
        try (RawClient client = client()) {
            RawPeer stale = kept(client);
            client.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
            stale.readHead();
            stale.close();
            RawPeer fresh = server.accept();
            fresh.readHead();
            fresh.close();
            assertThat(client.readResponse()).startsWith("HTTP/1.1 502 ");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"POST, ''", "PATCH, ''", "PUT, abc"})
    void whatMayHaveHadAnEffectOrCannotBeSentAgainIsNot(String method, String content) throws Exception {
        try (RawClient client = client()) {
            RawPeer stale = kept(client);
            client.send(
                    method + " /2 HTTP/1.1\r\nHost: a\r\nContent-Length: " + content.length() + "\r\n\r\n" + content);
            stale.readUntil("\r\n\r\n" + content);
            stale.close();
            assertThat(client.readResponse()).startsWith("HTTP/1.1 502 ");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aFreshConnectionThatIsClosedIsA502AtOnce() throws Exception {
        try (RawClient client = client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            RawPeer peer = server.accept();
            peer.readHead();
            peer.close();
            assertThat(client.readResponse()).startsWith("HTTP/1.1 502 ");
            assertThat(server.connections()).isEqualTo(1);
        }
    }
}
