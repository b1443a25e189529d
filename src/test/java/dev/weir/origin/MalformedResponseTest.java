package dev.weir.origin;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.weir.support.LogCapture;
import dev.weir.support.RawClient;
import dev.weir.support.RawPeer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client sees where an origin server's bytes are not quite a response. */
class MalformedResponseTest extends OriginTestCase {
    private static final String OK = "HTTP/1.1 200 OK|";

    private static String bytes(String text) {
        return text.replace("|", "\r\n")
                .replace("<CR>", "\r")
                .replace("<LF>", "\n")
                .replace("<NUL>", "\0")
                .replace("<BEL>", "\u0007")
                .replace("<TAB>", "\t")
                .replace("<SP>", " ");
    }

    /** What the client gets for a GET that is answered so. */
    private String answered(String text) throws Exception {
        try (RawClient client = client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send(bytes(text));
            peer.close();
            return client.readAll();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // names
                OK + "Na me: x|Content-Length: 0||",
                OK + "Na<TAB>me: x|Content-Length: 0||",
                OK + "Name x|Content-Length: 0||",
                OK + "Name|Content-Length: 0||",
                OK + ": x|Content-Length: 0||",
                OK + " Name: x|Content-Length: 0||",
                OK + "Na\u00e9me: x|Content-Length: 0||",
                OK + "Na<NUL>me: x|Content-Length: 0||",
                // values
                OK + "Name: a<CR>b|Content-Length: 0||",
                OK + "Name: a<NUL>b|Content-Length: 0||",
                OK + "Name: a<BEL>b|Content-Length: 0||",
                // line ends
                OK + "Name: a<LF>Content-Length: 0||",
                "HTTP/1.1 200 OK<LF>Content-Length: 0||",
                // framing
                OK + "Content-Length: 3|Content-Length: 4||abc",
                OK + "Content-Length: 3, 4||abc",
                OK + "Content-Length: +3||abc",
                OK + "Content-Length: 0x3||abc",
                OK + "Content-Length: 3 3||abc",
                OK + "Content-Length: 99999999999999999999||abc",
                OK + "Content-Length: 3|Transfer-Encoding: chunked||3|abc|0||",
                OK + "Transfer-Encoding: chunked|Content-Length: 3||3|abc|0||",
                OK + "Transfer-Encoding: chunked, gzip||abc",
                OK + "Transfer-Encoding: chunked, chunked||3|abc|0||",
                OK + "Transfer-Encoding: chunked|Transfer-Encoding: chunked||3|abc|0||",
                OK + "Transfer-Encoding: xchunked||3|abc|0||",
                OK + "Transfer-Encoding:||abc",
                OK + "Transfer-Encoding : gzip||abc",
                "HTTP/1.0 200 OK|Transfer-Encoding: chunked||3|abc|0||",
                // status lines
                " HTTP/1.1 200 OK|Content-Length: 0||",
                "HTTP/1.1  200 OK|Content-Length: 0||",
                "HTTP/1.1<TAB>200 OK|Content-Length: 0||",
                "HTTP/1.1 200<TAB>OK|Content-Length: 0||",
                "HTTP/1.1 +200 OK|Content-Length: 0||",
                "HTTP/1.1 0200 OK|Content-Length: 0||",
                "HTTP/1.1 20 OK|Content-Length: 0||",
                "HTTP/1.1 2x0 OK|Content-Length: 0||",
                "HTTP/1.1 200 O<CR>K|Content-Length: 0||",
                "HTTP/1.1 200 O<NUL>K|Content-Length: 0||",
                "HTTP/1.1|Content-Length: 0||",
                "HTTP/1.1 OK|Content-Length: 0||",
                "HTTP/0.9 200 OK|Content-Length: 0||",
                "HTTP/3.0 200 OK|Content-Length: 0||",
                "http/1.1 200 OK|Content-Length: 0||",
                "<html>as HTTP/0.9 would have it</html>|",
                "HTTP/1.1 099 Low|Content-Length: 0||",
                "HTTP/1.1 600 High|Content-Length: 0||",
            })
    void whatTwoReadersCouldReadDifferentlyIsA502(String text) throws Exception {
        assertThat(answered(text)).startsWith("HTTP/1.1 502 ").doesNotContain("abc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                // RFC 9112 §5.1: white space before the colon goes
                "HTTP/1.1 200 OK|Name : x|Content-Length: 0|| ! Name: x|",
                "HTTP/1.1 200 OK|Name <TAB> :x|Content-Length: 0|| ! Name: x|",
                // §5.2: a folded line becomes one
                "HTTP/1.1 200 OK|Name: a|<SP><TAB>b|Content-Length: 0|| ! Name: a b|",
                "HTTP/1.1 200 OK|Name:<TAB>a <TAB>|Content-Length: 0|| ! Name: a|",
                "HTTP/1.1 200 OK|Name:|Content-Length: 0|| ! Name: |",
                "HTTP/1.1 200 OK|Name: a:b: c|Content-Length: 0|| ! Name: a:b: c|",
                "HTTP/1.1 200 OK|Name: \u00e9|Content-Length: 0|| ! Name: \u00e9|",
                "HTTP/1.1 200|Content-Length: 0|| ! HTTP/1.1 200 OK|",
                "HTTP/1.1 200 |Content-Length: 0|| ! HTTP/1.1 200 OK|",
                "HTTP/1.1 200 All is well|Content-Length: 0|| ! HTTP/1.1 200 ",
                "||HTTP/1.1 200 OK|Content-Length: 0|| ! HTTP/1.1 200 OK|",
                "HTTP/1.1 200 OK|Content-Length: 003||abc ! ||abc",
            })
    void whatEverybodyReadsAlikeIsMended(String text, String there) throws Exception {
        assertThat(answered(text)).startsWith("HTTP/1.1 200 ").contains(bytes(there));
    }

    @Test
    void theReasonStandsInTheLogOnOneLine() throws Exception {
        try (LogCapture log = LogCapture.of("dev.weir.wire", Level.WARN)) {
            answered(OK + "Na me: x|Content-Length: 0||");
            assertThat(log.next().getFormattedMessage())
                    .contains("127.0.0.1:" + server.port(), "a field line is not a name, a colon and a value");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "more", "HTTP/1.1 200 OK|Content-Length: 6||poison", "HTTP/1.1 200 OK|X-Half: "})
    void whatComesBehindAResponseIsNotTheNextOne(String more) throws Exception {
        try (RawClient client = client()) {
            client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send(bytes(OK + "Content-Length: 3||one" + more));
            assertThat(client.readResponse()).endsWith("one");
            if (!more.isEmpty()) {
                peer.awaitClose();
                peer = null;
            }
            client.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
            RawPeer next = peer == null ? server.accept() : peer;
            assertThat(next.readHead()).startsWith("GET /2 ");
            next.send(bytes(OK + "Content-Length: 3||two"));
            assertThat(client.readResponse()).endsWith("two");
        }
    }

    @Test
    void whatComesUnaskedOnAKeptConnectionClosesIt() throws Exception {
        try (RawClient client = client()) {
            client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send(bytes(OK + "Content-Length: 3||one"));
            client.readResponse();
            peer.send(bytes("HTTP/1.1 200 OK|Content-Length: 6||poison"));
            peer.awaitClose();
            client.send("GET /2 HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(server.accept().readHead()).startsWith("GET /2 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST"})
    void interimResponsesGoOnInTheirTurnAndTheConnectionIsKept(String method) throws Exception {
        try (RawClient client = client()) {
            RawPeer peer = null;
            for (int i = 0; i < 2; i++) {
                client.send(method + " / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
                peer = peer == null ? server.accept() : peer;
                peer.readHead();
                peer.send(bytes("HTTP/1.1 102 Processing|X-A: 1|Connection: X-Hop|X-Hop: 1||"));
                assertThat(client.readUntil("\r\n\r\n"))
                        .startsWith("HTTP/1.1 102 ")
                        .contains("X-A: 1\r\n")
                        .doesNotContain("X-Hop");
                peer.send(bytes("HTTP/1.1 103 Early Hints|Link: <x>||HTTP/1.1 199 Odd||HTTP/1.1 100 Continue||" + OK
                        + "Content-Length: 1||"));
                if (!method.equals("HEAD")) {
                    peer.send("x");
                }
                assertThat(client.readUntil("\r\n\r\n"))
                        .startsWith("HTTP/1.1 103 ")
                        .contains("Link: <x>\r\n");
                assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 199 ");
                assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
                if (!method.equals("HEAD")) {
                    assertThat(client.readUntil("x")).isEqualTo("x");
                }
            }
        }
    }
}
