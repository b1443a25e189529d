package dev.weir.origin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.http.HttpHandler;
import dev.weir.support.RawClient;
import dev.weir.support.RawPeer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an origin server is sent of a request's head. */
class RequestHeadTest extends OriginTestCase {

    /** Sends a request, and gives the lines that reach the origin server. */
    private List<String> forwarded(String... lines) throws Exception {
        try (RawClient client = client()) {
            client.send(String.join("\r\n", lines) + "\r\n\r\n");
            return server.accept()
                    .readHead()
                    .lines()
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    @Test
    void theOriginIsSentItsOwnHostUnlessAskedOtherwise() throws Exception {
        assertThat(forwarded("GET / HTTP/1.1", "Host: www.example"))
                .filteredOn(line -> line.regionMatches(true, 0, "host:", 0, 5))
                .singleElement()
                .asString()
                .isEqualToIgnoringCase("Host: 127.0.0.1:" + server.port());
        use(settings().with(settings().forwarding().with(HostField.AS_RECEIVED)));
        assertThat(forwarded("GET / HTTP/1.1", "Host: WWW.example:8080"))
                .filteredOn(line -> line.regionMatches(true, 0, "host:", 0, 5))
                .singleElement()
                .asString()
                .isEqualToIgnoringCase("Host: www.example:8080");
    }

    @Test
    void whatIsForThisHopOnlyStays() throws Exception {
        assertThat(forwarded(
                        "GET / HTTP/1.1",
                        "Host: a",
                        "Connection: keep-alive, X-Hop, X-Forwarded-For, Host",
                        "X-Hop: 1",
                        "Keep-Alive: timeout=5",
                        "Proxy-Connection: keep-alive",
                        "Proxy-Authorization: Basic eA==",
                        "TE: gzip",
                        "Upgrade: h2c",
                        "Trailer: Expires",
                        "X-End: 2"))
                .containsExactlyInAnyOrder(
                        "GET / HTTP/1.1",
                        "host: 127.0.0.1:" + server.port(),
                        "X-End: 2",
                        "Via: 1.1 weir",
                        "Forwarded: for=127.0.0.1;host=a;proto=http",
                        "X-Forwarded-For: 127.0.0.1",
                        "X-Forwarded-Host: a",
                        "X-Forwarded-Proto: http");
    }

    @Test
    void aClientTakesNothingAwayThatIsAddedOnTheWay() throws Exception {
        HttpHandler origin = origin(settings());
        use(request -> origin.handle(request.withFields(request.fields().with("X-User", "anna"))));
        assertThat(forwarded("GET / HTTP/1.1", "Host: a", "Connection: close, x-user", "X-User: root"))
                .contains("X-User: anna")
                .doesNotContain("X-User: root");
    }

    @Test
    void anOfferOfHttp2OverCleartextStays() throws Exception {
        assertThat(forwarded(
                        "GET / HTTP/1.1",
                        "Host: a",
                        "Connection: Upgrade, HTTP2-Settings",
                        "Upgrade: h2c",
                        "HTTP2-Settings: AAMAAABk"))
                .noneMatch(line -> line.toLowerCase(Locale.ROOT).matches("(upgrade|http2-settings|connection):.*"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Upgrade: websocket, h2c; ; Upgrade: websocket",
                "Upgrade: H2C, WebSocket; ; Upgrade: WebSocket",
                "Upgrade: h2c; Upgrade: x/1; Upgrade: x/1",
                "Upgrade: x; Upgrade: HTTP/2.0, TLS/1.2, h2c-14, y; Upgrade: x, y",
            })
    void norDoesItGoAlongWithAnother(String line, @Nullable String other, String sent) throws Exception {
        List<String> lines = forwarded(
                "GET / HTTP/1.1",
                "Host: a",
                "Connection: Upgrade",
                "HTTP2-Settings: AAMAAABk",
                line + (other == null ? "" : "\r\n" + other));
        assertThat(lines)
                .filteredOn(one -> one.toLowerCase(Locale.ROOT).matches("(upgrade|http2-settings):.*"))
                .singleElement()
                .asString()
                .isEqualToIgnoringCase(sent)
                .endsWith(sent.substring("Upgrade: ".length()));
    }

    @Test
    void aClientThatReadsTrailersSaysSoOnTheNextHopToo() throws Exception {
        assertThat(forwarded("GET / HTTP/1.1", "Host: a", "Connection: TE", "TE: deflate, trailers"))
                .contains("TE: trailers", "connection: TE");
    }

    @Test
    void nobodysWordIsTakenForWhereARequestIsFrom() throws Exception {
        assertThat(forwarded(
                        "GET / HTTP/1.1",
                        "Host: a",
                        "Forwarded: for=1.1.1.1",
                        "X-Forwarded-For: 1.1.1.1",
                        "X-Forwarded-Host: b",
                        "X-Forwarded-Port: 99",
                        "X-Real-IP: 1.1.1.1",
                        "X-Forwarded-Proto: https"))
                .noneMatch(
                        line -> line.contains("1.1.1.1") || line.contains("https") || line.contains("X-Forwarded-Port"))
                .contains("X-Forwarded-Host: a");
    }

    @Test
    void aResponseToOneWhoMadeUpAHostIsNotGivenToOthers() throws Exception {
        // The name that a client gives reaches the origin only where it is the client's alone.
        int cached = serve(Cache.create(CacheSettings.ofMemory(1 << 20)).around(origin(settings())));
        try (RawClient client = new RawClient(cached)) {
            client.send("GET / HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n\r\n");
            RawPeer peer = server.accept();
            String own = "127.0.0.1:" + server.port();
            assertThat(peer.readHead())
                    .doesNotContain("evil")
                    .contains("X-Forwarded-Host: " + own + "\r\n")
                    .contains("Forwarded: for=127.0.0.1;host=\"" + own + "\";proto=http\r\n");
            peer.send("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 1\r\n\r\nx");
            client.readResponse();
            client.send("POST / HTTP/1.1\r\nHost: www.example\r\nContent-Length: 0\r\n\r\n");
            assertThat(peer.readHead()).contains("X-Forwarded-Host: www.example\r\n");
            peer.send("HTTP/1.1 204 No Content\r\n\r\n");
            client.readResponse();
        }
    }

    @Test
    void viaIsAddedBehindThatOfOthers() throws Exception {
        assertThat(forwarded("GET / HTTP/1.0", "Via: 1.1 edge"))
                .filteredOn(line -> line.startsWith("Via"))
                .containsExactly("Via: 1.1 edge", "Via: 1.0 weir");
    }

    @Test
    void aRequestThatHasBeenHereIsALoop() throws Exception {
        try (RawClient client = client()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\nVia: 1.1 x, 1.1 weir (y)\r\n\r\n");
            assertThat(client.readResponse()).startsWith("HTTP/1.1 508 ");
        }
        assertThat(server.connections()).isZero();
    }

    @Test
    void maxForwardsCountsForOptionsAndTraceAlone() throws Exception {
        assertThat(forwarded("OPTIONS * HTTP/1.1", "Host: a", "Max-Forwards: 3"))
                .contains("OPTIONS * HTTP/1.1")
                .anyMatch("Max-Forwards: 2"::equalsIgnoreCase);
        assertThat(forwarded("GET / HTTP/1.1", "Host: a", "Max-Forwards: 0")).contains("Max-Forwards: 0");
        try (RawClient client = client()) {
            client.send("OPTIONS / HTTP/1.1\r\nHost: a\r\nMax-Forwards: 0\r\n\r\n");
            assertThat(client.readResponse()).startsWith("HTTP/1.1 204 ");
            client.send("TRACE /x HTTP/1.1\r\nHost: a\r\nMax-Forwards: 0\r\nCookie: secret\r\nX-A: 1\r\n\r\n");
            assertThat(client.readResponse())
                    .contains("message/http")
                    .contains("\r\n\r\nTRACE /x HTTP/1.1\r\n")
                    .contains("X-A: 1")
                    .doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1, 2", ""})
    void aNumberOfHopsThatIsNoneIsRefusedWhereItCountsAndPassedOnWhereNot(String value) throws Exception {
        try (RawClient client = client()) {
            for (String method : List.of("OPTIONS", "TRACE")) {
                client.send(method + " / HTTP/1.1\r\nHost: a\r\nMax-Forwards: " + value + "\r\n\r\n");
                assertThat(client.readResponse()).startsWith("HTTP/1.1 400 ").contains("Max-Forwards");
            }
        }
        assertThat(server.connections()).isZero();
        assertThat(forwarded("GET / HTTP/1.1", "Host: a", "Max-Forwards: " + value))
                .contains("Max-Forwards: " + value);
    }

    @Test
    void traceTakesNoCredentialsAlong() throws Exception {
        assertThat(forwarded("TRACE / HTTP/1.1", "Host: a", "Cookie: secret", "Authorization: Basic secret"))
                .contains("TRACE / HTTP/1.1")
                .noneMatch(line -> line.contains("secret"));
    }

    @Test
    void contentIsFramedAnew() throws Exception {
        try (RawClient client = client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\n\r\n");
            RawPeer peer = server.accept();
            assertThat(peer.readHead()).contains("ransfer-encoding: chunked").doesNotContainIgnoringCase("length");
            assertThat(peer.readUntil("0\r\n\r\n")).isEqualTo("3\r\nabc\r\n0\r\n\r\n");
            peer.send("HTTP/1.1 204 No Content\r\n\r\n");
            client.readResponse();
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabcd");
            assertThat(peer.readHead()).containsIgnoringCase("Content-Length: 4\r\n");
            assertThat(peer.read(4)).isEqualTo("abcd");
            peer.send("HTTP/1.1 204 No Content\r\n\r\n");
            client.readResponse();
            client.send("POST / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(peer.readHead()).containsIgnoringCase("Content-Length: 0\r\n");
            peer.send("HTTP/1.1 204 No Content\r\n\r\n");
            client.readResponse();
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(peer.readHead()).doesNotContainIgnoringCase("Content-Length");
        }
    }
}
