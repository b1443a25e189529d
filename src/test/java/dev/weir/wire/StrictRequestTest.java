package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.server.ServerSettings;
import dev.weir.support.Fixture;
import dev.weir.support.LogCapture;
import dev.weir.support.RawClient;
import dev.weir.support.Transport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes in, bytes out: what is taken for a request, and what is refused, with which status, and how it arrives. */
@TestInstance(Lifecycle.PER_CLASS)
class StrictRequestTest {
    /** A request that would be answered if anything behind a refused one were read. */
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: b\r\n\r\n";

    private static final String CHUNKED = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n";
    private static final HttpHandler ECHO = request -> request.bytes(1 << 20)
            .map(bytes -> Response.text(request.authority() + " " + request.target() + " " + bytes.length()));

    private Fixture epoll;
    private Fixture nio;

    @BeforeAll
    void serve() throws Exception {
        epoll = Fixture.serving(Transport.EPOLL, ServerSettings.onPort(0), ECHO);
        nio = Fixture.serving(Transport.NIO, ServerSettings.onPort(0), ECHO);
    }

    @AfterAll
    void close() throws Exception {
        epoll.close();
        nio.close();
    }

    private static Arguments of(String name, int status, String request) {
        return Arguments.of(name, status, request);
    }

    private static String get(String... lines) {
        return "GET / HTTP/1.1\r\n"
                + String.join("", Stream.of(lines).map(line -> line + "\r\n").toList()) + "\r\n";
    }

    private static String post(String... lines) {
        return get(lines).replaceFirst("GET", "POST");
    }

    static Stream<Arguments> refused() {
        return Stream.of(requestLines(), fields(), hosts(), targets(), smuggling(), sizes())
                .flatMap(cases -> cases);
    }

    private static Stream<Arguments> requestLines() {
        return Stream.of(
                of("no version", 400, "GET /\r\nHost: a\r\n\r\n"),
                of("no target", 400, "GET HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("nothing but a word", 400, "GET\r\n\r\n"),
                of("two spaces", 400, "GET  / HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("two spaces before the version", 400, "GET /  HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("a tab for a space", 400, "GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("a vertical tab for a space", 400, "GET\u000b/ HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("a carriage return for a space", 400, "GET\r/ HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("a space first", 400, " GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("a space last", 400, "GET / HTTP/1.1 \r\nHost: a\r\n\r\n"),
                of("a method that is no token", 400, "G@T / HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("a method of two words", 400, "GET GET / HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("the next version", 505, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"),
                of("the preface of HTTP/2", 505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                of("a version to come", 505, "GET / HTTP/1.2\r\nHost: a\r\n\r\n"),
                of("a version in lower case", 400, "GET / http/1.1\r\nHost: a\r\n\r\n"),
                of("another protocol", 400, "GET / ICAP/1.0\r\nHost: a\r\n\r\n"),
                of("a version with more digits", 400, "GET / HTTP/1.10\r\nHost: a\r\n\r\n"),
                of("bare line feeds", 400, "GET / HTTP/1.1\nHost: a\n\n"),
                of("a bare line feed before", 400, "\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("a bare carriage return before", 400, "\rGET / HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("nothing but empty lines", 400, "\r\n\r\n\r\n\r\n\r\n\r\n"),
                of("TLS", 400, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003\r\n"));
    }

    private static Stream<Arguments> fields() {
        return Stream.of(
                of("a folded line", 400, get("Host: a", "A: b", " c")),
                of("a line folded with a tab", 400, get("Host: a", "A: b", "\tc")),
                of("a folded line first", 400, get(" A: b", "Host: a")),
                of("a fold that is empty", 400, get("Host: a", "A: b", " ")),
                of("an empty name", 400, get("Host: a", ": b")),
                of("a space before the colon", 400, get("Host: a", "A : b")),
                of("a tab before the colon", 400, get("Host: a", "A\t: b")),
                of("no colon", 400, get("Host: a", "A")),
                of("a name that is no token", 400, get("Host: a", "A(b): c")),
                of("a name beyond ASCII", 400, get("Host: a", "\u00e4: c")),
                of("a null in a name", 400, get("Host: a", "A\u0000: c")),
                of("a null in a value", 400, get("Host: a", "A: b\u0000c")),
                of("a control in a value", 400, get("Host: a", "A: b\u0007c")),
                of("a delete in a value", 400, get("Host: a", "A: b\u007fc")),
                of("a carriage return in a value", 400, get("Host: a", "A: b\rc")),
                of("a carriage return at a value's end", 400, get("Host: a", "A: b\r")),
                of("a line feed in the section", 400, "GET / HTTP/1.1\r\nHost: a\nA: b\r\n\r\n"),
                of("a line feed at the section's end", 400, "GET / HTTP/1.1\r\nHost: a\r\n\nA: b\r\n\r\n"));
    }

    private static Stream<Arguments> hosts() {
        return Stream.of(
                of("no Host", 400, get("A: b")),
                of("two Hosts", 400, get("Host: a", "Host: b")),
                of("two Hosts alike", 400, get("Host: a", "host: a")),
                of("two Hosts in HTTP/1.0", 400, "GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"),
                of("an empty Host", 400, get("Host:")),
                of("a Host with a user", 400, get("Host: u@a")),
                of("a Host with a path", 400, get("Host: a/b")),
                of("a Host with a space", 400, get("Host: a b")),
                of("a Host with a backslash", 400, get("Host: a\\b")),
                of("a Host with an empty name", 400, get("Host: :80")),
                of("a Host with a port that is none", 400, get("Host: a:b")),
                of("a Host with a port beyond all", 400, get("Host: a:65536")),
                of("a Host with two ports", 400, get("Host: a:1:2")),
                of("a Host with an open bracket", 400, get("Host: [::1")),
                of("a Host with a broken escape", 400, get("Host: a%2")));
    }

    private static Stream<Arguments> targets() {
        return Stream.of(
                of("a fragment", 400, "GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("a control", 400, "GET /a\u0001b HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("beyond ASCII", 400, "GET /\u00e4 HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("no slash", 400, "GET a HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("an asterisk for GET", 400, "GET * HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("another scheme", 400, "GET ftp://a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("https over nothing", 421, "GET https://a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("an absolute target without a host", 400, "GET http:///a HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("an absolute target with a user", 400, "GET http://u@a/ HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("an absolute target, no Host", 400, "GET http://a/ HTTP/1.1\r\n\r\n"),
                of("CONNECT without a port", 400, "CONNECT a HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("CONNECT to a path", 400, "CONNECT / HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("CONNECT with content", 400, "CONNECT a:1 HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"));
    }

    /** Where a proxy before or behind could see another end of the request. */
    private static Stream<Arguments> smuggling() {
        String body = "0\r\n\r\n";
        return Stream.of(
                of("CL.TE", 400, post("Host: a", "Content-Length: 5", "Transfer-Encoding: chunked") + body),
                of("TE.CL", 400, post("Host: a", "Transfer-Encoding: chunked", "Content-Length: 5") + body),
                of("TE with a space before the colon", 400, post("Host: a", "Transfer-Encoding : chunked") + body),
                of("TE folded", 400, post("Host: a", "Transfer-Encoding:", " chunked") + body),
                of("xchunked", 501, post("Host: a", "Transfer-Encoding: xchunked") + body),
                of("gzip", 501, post("Host: a", "Transfer-Encoding: gzip") + body),
                of("identity", 501, post("Host: a", "Transfer-Encoding: identity") + body),
                of("an empty coding", 501, post("Host: a", "Transfer-Encoding:") + body),
                of("gzip, chunked", 501, post("Host: a", "Transfer-Encoding: gzip, chunked") + body),
                of("chunked, identity", 400, post("Host: a", "Transfer-Encoding: chunked, identity") + body),
                of("chunked twice", 400, post("Host: a", "Transfer-Encoding: chunked, chunked") + body),
                of("TE twice", 400, post("Host: a", "Transfer-Encoding: chunked", "Transfer-Encoding: chunked") + body),
                of(
                        "TE with x first",
                        501,
                        post("Host: a", "Transfer-Encoding: x", "Transfer-Encoding: chunked") + body),
                of("TE in quotes", 501, post("Host: a", "Transfer-Encoding: \"chunked\"") + body),
                of("TE with a vertical tab", 501, post("Host: a", "Transfer-Encoding: \u000bchunked") + body),
                of("TE with a parameter", 501, post("Host: a", "Transfer-Encoding: chunked;q=1") + body),
                of("TE in HTTP/1.0", 400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n" + body),
                of("two lengths", 400, post("Host: a", "Content-Length: 0", "Content-Length: 35")),
                of("two lengths alike", 400, post("Host: a", "Content-Length: 3", "Content-Length: 3") + "abc"),
                of("two lengths on one line", 400, post("Host: a", "Content-Length: 3, 3") + "abc"),
                of("a length with a sign", 400, post("Host: a", "Content-Length: +3") + "abc"),
                of("a length below zero", 400, post("Host: a", "Content-Length: -3") + "abc"),
                of("a length in hex", 400, post("Host: a", "Content-Length: 0x3") + "abc"),
                of("a length with a space", 400, post("Host: a", "Content-Length: 3 0") + "abc"),
                of("a length with a fraction", 400, post("Host: a", "Content-Length: 3.0") + "abc"),
                of("an empty length", 400, post("Host: a", "Content-Length:")),
                of("a length beyond all", 400, post("Host: a", "Content-Length: 9223372036854775808")),
                of(
                        "a handshake that hides eight bytes",
                        400,
                        get("Host: a", "Upgrade: websocket", "Sec-WebSocket-Key1: 1", "Sec-WebSocket-Key2: 2")));
    }

    private static Stream<Arguments> sizes() {
        return Stream.of(
                of("a long request line", 414, "GET /" + "a".repeat(8 << 10) + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                of("a request line without end", 414, "GET /" + "a".repeat(9 << 10)),
                of("a large section", 431, get("Host: a", "A: " + "a".repeat(32 << 10))),
                of("a section without end", 431, "GET / HTTP/1.1\r\nA: " + "a".repeat(33 << 10)),
                of(
                        "many small lines",
                        431,
                        get("Host: a", "A: b\r\n".repeat(100).strip())));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refused")
    void isRefusedAndNothingBehindItIsRead(String name, int status, String request) throws Exception {
        for (Fixture fixture : new Fixture[] {epoll, nio}) {
            String response = fixture.exchange(request + SMUGGLED);
            assertThat(response)
                    .startsWith("HTTP/1.1 " + status + " ")
                    .containsIgnoringCase("\r\nConnection: close\r\n")
                    .doesNotContain("smuggled", "HTTP/1.1 200")
                    .contains("\"status\":" + status);
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refused")
    void comesOutTheSameWhenItComesByteByByte(String name, int status, String request) throws Exception {
        if (request.length() > 1_000) {
            return;
        }
        try (RawClient client = epoll.client()) {
            sendSlowly(client, request);
            client.send(SMUGGLED);
            assertThat(client.readAll())
                    .startsWith("HTTP/1.1 " + status + " ")
                    .doesNotContain("smuggled", "HTTP/1.1 200");
        }
    }

    private static void sendSlowly(RawClient client, String request) throws Exception {
        try {
            for (int i = 0; i < request.length(); i++) {
                client.send(request.substring(i, i + 1));
            }
        } catch (java.io.IOException e) {
            throw new AssertionError("reset before the answer could be read", e);
        }
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                Arguments.of("the least", get("Host: a"), "a / 0"),
                Arguments.of("an empty line before", "\r\n" + get("Host: a"), "a / 0"),
                Arguments.of("white space around a value", get("Host: \t a \t"), "a / 0"),
                Arguments.of("an empty value", get("Host: a", "A:"), "a / 0"),
                Arguments.of("a value beyond ASCII", get("Host: a", "A: \u00e4"), "a / 0"),
                Arguments.of("a tab in a value", get("Host: a", "A: b\tc"), "a / 0"),
                Arguments.of("a method of one's own", get("Host: a").replaceFirst("GET", "M-SEARCH"), "a / 0"),
                Arguments.of("a Host with a port", get("Host: a:81"), "a:81 / 0"),
                Arguments.of("a Host with an empty port", get("Host: a:"), "a / 0"),
                Arguments.of("a Host with the usual port", get("Host: A:080"), "a / 0"),
                Arguments.of("a Host in brackets", get("Host: [::1]:81"), "[::1]:81 / 0"),
                Arguments.of("what only looks like a length", get("Host: a", "Content-Xength: 35"), "a / 0"),
                Arguments.of("what only looks like a host", get("Host: a", "Hxst: b"), "a / 0"),
                Arguments.of(
                        "chunked in capitals", post("Host: a", "Transfer-Encoding: CHUNKED") + "0\r\n\r\n", "a / 0"),
                Arguments.of("a length with zeros before", post("Host: a", "Content-Length: 003") + "abc", "a / 3"),
                Arguments.of("chunks", CHUNKED + "\r\n2\r\nab\r\nA;b=\"c\"\r\n0123456789\r\n0\r\n\r\n", "a / 12"),
                Arguments.of("trailers", CHUNKED + "\r\n1\r\na\r\n0\r\nChecksum: 1\r\n\r\n", "a / 1"),
                Arguments.of("an absolute target", "GET http://b/c?d HTTP/1.1\r\nHost: a\r\n\r\n", "b /c?d 0"),
                Arguments.of(
                        "an absolute target of a host only", "GET HTTP://B:80 HTTP/1.1\r\nHost: a\r\n\r\n", "b / 0"),
                Arguments.of("an asterisk", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", "a * 0"),
                Arguments.of(
                        "odd but common characters", "GET /a?b={|}\" HTTP/1.1\r\nHost: a\r\n\r\n", "a /a?b={|}\" 0"),
                Arguments.of("the longest request line", longestLine(), "a /" + "a".repeat((8 << 10) - 14) + " 0"),
                Arguments.of(
                        "as many field lines as may be",
                        get("Host: a", "A: b\r\n".repeat(99).strip()),
                        "a / 0"));
    }

    private static String longestLine() {
        return "GET /" + "a".repeat((8 << 10) - 14) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void isAcceptedAndTheConnectionIsKept(String name, String request, String answer) throws Exception {
        for (Fixture fixture : new Fixture[] {epoll, nio}) {
            try (RawClient client = fixture.client()) {
                client.send(request + get("Host: next"));
                assertThat(client.readResponse()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n" + answer);
                assertThat(client.readResponse()).endsWith("\r\n\r\nnext / 0");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void isAcceptedWhereverItsBytesAreSplit(String name, String request, String answer) throws Exception {
        if (request.length() > 1_000) {
            return;
        }
        try (RawClient client = epoll.client()) {
            for (int split : IntStream.range(1, request.length()).toArray()) {
                client.send(request.substring(0, split)).send(request.substring(split));
                assertThat(client.readResponse()).endsWith("\r\n\r\n" + answer);
            }
            sendSlowly(client, request);
            assertThat(client.readResponse()).endsWith("\r\n\r\n" + answer);
        }
    }

    static Stream<Arguments> brokenContent() {
        return Stream.of(
                Arguments.of("a size that is none", "x\r\nab\r\n"),
                Arguments.of("an empty size", "\r\nab\r\n"),
                Arguments.of("a size with a sign", "-1\r\nab\r\n"),
                Arguments.of("a size with a prefix", "0x2\r\nab\r\n"),
                Arguments.of("a size beyond all", "ffffffffffffffff1\r\nab\r\n"),
                Arguments.of("a size that wraps to zero", "100000000\r\n\r\n"),
                Arguments.of("a size before a space", "2 \r\nab\r\n0\r\n\r\n"),
                Arguments.of("a line feed behind the size", "2\nab\r\n0\r\n\r\n"),
                Arguments.of("a line feed in an extension", "2;a\nb\r\nab\r\n0\r\n\r\n"),
                Arguments.of("more than the size", "2\r\nabc\r\n0\r\n\r\n"),
                Arguments.of("a line feed behind the chunk", "2\r\nab\n0\r\n\r\n"),
                Arguments.of("a long extension", "2;" + "a".repeat(9 << 10) + "\r\nab\r\n0\r\n\r\n"),
                Arguments.of(
                        "little but extensions", ("1;" + "a".repeat(1_000) + "\r\nb\r\n").repeat(30) + "0\r\n\r\n"),
                Arguments.of("a trailer without a colon", "0\r\na\r\n\r\n"),
                Arguments.of("a trailer with no name", "0\r\n: a\r\n\r\n"),
                Arguments.of("a large trailer section", "0\r\nA: " + "a".repeat(70 << 10) + "\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenContent")
    void brokenContentIsRefusedAndNothingBehindItIsRead(String name, String content) throws Exception {
        for (Fixture fixture : new Fixture[] {epoll, nio}) {
            assertThat(fixture.exchange(CHUNKED + "\r\n" + content + SMUGGLED))
                    .startsWith("HTTP/1.1 400 ")
                    .containsIgnoringCase("\r\nConnection: close\r\n")
                    .doesNotContain("smuggled", "HTTP/1.1 200");
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrderAndARefusalComesInItsTurn() throws Exception {
        String requests = get("Host: one") + post("Host: two", "Content-Length: 3") + "abc" + CHUNKED + "\r\n1\r\na\r\n"
                + "0\r\n\r\n" + get("Host: three", "A: b", " c") + SMUGGLED;
        for (Fixture fixture : new Fixture[] {epoll, nio}) {
            String responses = fixture.exchange(requests);
            assertThat(responses).containsSubsequence("one / 0", "two / 3", "a / 1", "HTTP/1.1 400 ");
            assertThat(responses).doesNotContain("smuggled");
        }
    }

    @Test
    void brokenContentOfALaterRequestIsNotBlamedOnAnEarlierOne() throws Exception {
        String requests =
                CHUNKED + "\r\n1\r\na\r\n0\r\n\r\n" + CHUNKED + "\r\n2\r\nab\r\n0\r\n\r\n" + CHUNKED + "\r\nx\r\n";
        assertThat(epoll.exchange(requests))
                .containsSubsequence("HTTP/1.1 200", "a / 1", "HTTP/1.1 200", "a / 2", "HTTP/1.1 400");
    }

    @Test
    void aRefusalArrivesThoughTheClientSendsOnForAWhile() throws Exception {
        for (Fixture fixture : new Fixture[] {epoll, nio}) {
            try (RawClient client = fixture.client()) {
                client.send(get("A: b"));
                client.send("x".repeat(4 << 20));
                assertThat(client.readAll()).startsWith("HTTP/1.1 400 ").contains("Host is missing.");
            }
        }
    }

    @Test
    void connectIsRefusedUnlessAHandlerTakesItAndWhatFollowsIsNoRequest() throws Exception {
        for (Fixture fixture : new Fixture[] {epoll, nio}) {
            assertThat(fixture.exchange("CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n" + SMUGGLED))
                    .startsWith("HTTP/1.1 501 ")
                    .containsIgnoringCase("\r\nConnection: close\r\n")
                    .doesNotContain("smuggled", "HTTP/1.1 200");
        }
    }

    @Test
    void aRefusalIsLoggedOnceWithWhatAndFromWhere() throws Exception {
        try (LogCapture log = LogCapture.of("dev.weir.wire", ch.qos.logback.classic.Level.INFO)) {
            epoll.exchange("GET /?secret=1 HTTP/1.1\r\nA: b\r\n\r\n");
            assertThat(log.next().getFormattedMessage()).isEqualTo("400 to 127.0.0.1: Host is missing.");
            assertThat(log.rest()).isEmpty();
        }
    }
}
