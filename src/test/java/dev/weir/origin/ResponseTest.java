package dev.weir.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.support.RawClient;
import dev.weir.support.RawPeer;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an origin server's response. */
class ResponseTest extends OriginTestCase {

    private static String crlf(String bytes) {
        return bytes.replace("|", "\r\n");
    }

    /** What the client gets for a GET that is answered so. */
    private String answered(String bytes) throws Exception {
        try (RawClient client = client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send(crlf(bytes));
            peer.close();
            return client.readAll();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2||",
                "HTTP/2.0 200 OK|Content-Length: 0||",
                "HTTP/1.1 200 OK|Content-Length: 3|Content-Length: 4||abc",
                "HTTP/1.1 200 OK|Content-Length: x||",
                "HTTP/1.1 200 OK|Content-Length: -1||",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip||abc",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked||0||",
                "HTTP/1.0 200 OK|Transfer-Encoding: chunked||0||",
                "HTTP/1.1 200 OK|N(a: x|Content-Length: 0||",
                "HTTP/1.1 999 What|Content-Length: 0||",
                "HTTP/1.1 101 Switching Protocols|Upgrade: x|Connection: upgrade||",
                "HTTP/1.1 20",
                ""
            })
    void whatIsNoResponseIsA502(String bytes) throws Exception {
        assertThat(answered(bytes)).startsWith("HTTP/1.1 502 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "HTTP/1.1 200 OK|Content-Length: 3||abc ! 200 ! abc",
                "HTTP/1.1 200 OK|Content-Length: 3|Content-Length: 3||abc ! 502 ! ''",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|abc|2|de|0|| ! 200 ! abcde",
                "HTTP/1.1 200 OK||until closed ! 200 ! 'c|until closed|0||'",
                "HTTP/1.0 200 OK||old ! 200 ! '3|old|0||'",
                "HTTP/1.1 204 No Content|Content-Length: 9|| ! 204 ! ''",
                "HTTP/1.1 304 Not Modified|Content-Length: 9|ETag: \"x\"|| ! 304 ! ''",
                "HTTP/1.1 302 Found|Location: /x|Content-Length: 0|| ! 302 ! ''",
                "HTTP/1.1 500 Oops|Content-Length: 1||x ! 500 ! x",
            })
    void aResponseIsPassedOnWhole(String bytes, int status, String content) throws Exception {
        String response = answered(bytes);
        assertThat(response).startsWith("HTTP/1.1 " + status + " ");
        if (status != 502) {
            assertThat(response).endsWith("\r\n\r\n" + crlf(content));
        }
    }

    @Test
    void whatWasForTheHopToTheOriginStaysThere() throws Exception {
        String response = answered("HTTP/1.1 200 OK|Content-Length: 0|Connection: X-Hop|X-Hop: 1|Keep-Alive: timeout=5"
                + "|Proxy-Authenticate: Basic|Upgrade: h2c|X-End: 2|Via: 1.1 inner||");
        assertThat(response)
                .contains("X-End: 2\r\n")
                .contains("Via: 1.1 inner\r\nVia: 1.1 weir\r\n")
                .doesNotContain("X-Hop", "Keep-Alive", "Proxy-Authenticate", "Upgrade");
    }

    @Test
    void aHeadResponseSaysTheLengthAndHasNoContent() throws Exception {
        try (RawClient client = client()) {
            client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).containsIgnoringCase("content-length: 1000000\r\n");
            client.send("GET /again HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(peer.readHead()).startsWith("GET /again ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK|Content-Length: 1000000||abc",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|abc|",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|abc|zz|",
            })
    void aContentThatIsCutOffDoesNotLookWhole(String bytes) throws Exception {
        try (RawClient client = client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            RawPeer peer = server.accept();
            peer.readHead();
            int split = crlf(bytes).indexOf("\r\n\r\n") + 4;
            peer.send(crlf(bytes).substring(0, split));
            String head = client.readUntil("\r\n\r\n");
            peer.send(crlf(bytes).substring(split));
            peer.close();
            assertThat(head).startsWith("HTTP/1.1 200 OK");
            assertThat(rest(client)).doesNotContain("\r\n0\r\n").hasSizeLessThan(1_000);
        }
    }

    private static String rest(RawClient client) {
        try {
            return client.readAll();
        } catch (IOException reset) {
            return "";
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void trailersArePassedOn(boolean atOnce) throws Exception {
        try (RawClient client = client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nTE: trailers\r\nConnection: TE\r\n\r\n");
            RawPeer peer = server.accept();
            peer.readHead();
            String begin = crlf("HTTP/1.1 200 OK|Transfer-Encoding: chunked|Trailer: X-Sum||3|abc|");
            String end = crlf("0|X-Sum: 6||");
            if (atOnce) {
                peer.send(begin + end);
            } else {
                peer.send(begin);
                client.readUntil("abc\r\n");
                peer.send(end);
            }
            assertThat(client.readUntil("X-Sum: 6\r\n\r\n")).endsWith("0\r\nX-Sum: 6\r\n\r\n");
        }
    }

    @Test
    void ofTrailersTooWhatWasForTheHopStaysThere() throws Exception {
        String response = answered("HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|abc|0|Keep-Alive: timeout=5|X-Sum: 6"
                + "|Proxy-Connection: x||");
        assertThat(response).contains("X-Sum: 6\r\n").doesNotContain("Keep-Alive", "Proxy-Connection");
    }

    @Test
    void earlyHintsArePassedOn() throws Exception {
        try (RawClient client = client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send(
                    "HTTP/1.1 103 Early Hints\r\nLink: </x.css>; rel=preload\r\nConnection: X-Hop\r\nX-Hop: 1\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 103 ")
                    .containsIgnoringCase("link: </x.css>; rel=preload\r\n")
                    .doesNotContainIgnoringCase("x-hop");
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
            assertThat(client.readResponse()).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void aResponseComesBitByBitAsItIsMade() throws Exception {
        try (RawClient client = client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).containsIgnoringCase("content-length: 6\r\n");
            peer.send("abc");
            assertThat(client.readUntil("abc")).isEqualTo("abc");
            peer.send("def");
            assertThat(client.readUntil("def")).isEqualTo("def");
        }
    }

    @Test
    void bytesBehindAResponseAreNoAnswerToWhoeverWaitsForTheConnection() throws Exception {
        use(settings().with(new OriginLimits(1, 1, LONG)));
        String one = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n";
        try (RawClient client = client();
                RawClient queued = client();
                RawClient refused = client()) {
            client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
            RawPeer peer = server.accept();
            peer.readHead();
            // One of the two waits, the other is refused.
            queued.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
            refused.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
            RawClient waiting = queued.awaitBytes(refused) == queued ? refused : queued;
            peer.send(one + "x" + one + "y");
            assertThat(client.readResponse()).endsWith("\r\n\r\nx");
            peer.awaitClose();
            RawPeer fresh = server.accept();
            assertThat(fresh.readHead()).startsWith("GET /2 ");
            fresh.send(one + "z");
            assertThat(waiting.readResponse()).endsWith("\r\n\r\nz");
        }
    }

    @Test
    void aConnectionOnWhichARequestHasNotEndedIsNotUsedAgain() throws Exception {
        use(settings().with(new OriginLimits(9, 0, LONG)));
        try (RawClient client = client();
                RawClient next = client()) {
            client.send("POST /1 HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
            RawPeer peer = server.accept();
            peer.readUntil("abc");
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
            assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ");
            peer.awaitClose();
            next.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(server.accept().readHead()).startsWith("GET /2 ");
        }
    }

    @Test
    void aConnectionThatIsToBeClosedIsNotForWhoeverWaitsForIt() throws Exception {
        use(settings().with(new OriginLimits(1, 1, LONG)));
        try (RawClient client = client();
                RawClient queued = client()) {
            client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
            RawPeer peer = server.accept();
            peer.readHead();
            queued.send("POST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx");
            client.readResponse();
            RawPeer fresh = server.accept();
            fresh.readUntil("x");
            fresh.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\ny");
            assertThat(queued.readResponse()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aConnectionIsUsedAgainUnlessTheOriginWantsItClosed() throws Exception {
        try (RawClient client = client()) {
            client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
            client.readResponse();
            client.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
            peer.readHead();
            peer.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx");
            client.readResponse();
            peer.awaitClose();
            client.send("GET /3 HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(server.accept().readHead()).startsWith("GET /3 ");
        }
    }
}
