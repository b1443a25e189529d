package dev.weir.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.Weir;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.origin.Forwarding;
import dev.weir.origin.Origin;
import dev.weir.origin.OriginSettings;
import dev.weir.server.RunningServer;
import dev.weir.support.Await;
import dev.weir.support.Protocol;
import dev.weir.support.RawClient;
import dev.weir.support.RawPeer;
import dev.weir.support.ScriptedOrigin;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The cache between a client and an origin server of bytes. */
class CachedOriginTest {
    private static final String GET = "GET /a HTTP/1.1\r\nHost: a\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final ScriptedOrigin server;
    private final Semaphore arrived = new Semaphore(0);
    private HttpHandler cached = request -> HttpHandler.ok(Response.of(500));

    CachedOriginTest() throws IOException {
        server = new ScriptedOrigin();
    }

    @BeforeEach
    void putTheCacheInFront() {
        OriginSettings settings = OriginSettings.defaults().with(Forwarding.as("weir"));
        HttpHandler around =
                Cache.create(vertx, CacheSettings.ofMemory(1 << 20)).around(Origin.of(vertx, server.uri(), settings));
        cached = request -> {
            Future<Response> answer = around.handle(request);
            arrived.release();
            return answer;
        };
    }

    @AfterEach
    void close() throws Exception {
        Await.of(vertx.close());
        server.close();
    }

    private RunningServer serve(Protocol protocol) throws Exception {
        return Await.of(Weir.serve(vertx, protocol.settings(), 1, cached));
    }

    private static void answer(RawPeer peer, String... lines) throws IOException {
        peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n" + String.join("\r\n", lines) + "\r\n\r\nhello");
    }

    @Test
    void aHitDoesNotReachTheOrigin() throws Exception {
        try (RawClient client = new RawClient(serve(Protocol.HTTP_1_1).port())) {
            client.send(GET);
            RawPeer peer = server.accept();
            peer.readHead();
            answer(peer, "Cache-Control: max-age=60");
            assertThat(client.readResponse()).contains("Weir;fwd=uri-miss").endsWith("\r\n\r\nhello");
            peer.close();
            for (int i = 0; i < 3; i++) {
                assertThat(client.send(GET).readResponse())
                        .startsWith("HTTP/1.1 200 ")
                        .contains("Weir;hit")
                        .containsPattern("(?i)\r\nage: [0-9]+\r\n")
                        .endsWith("\r\n\r\nhello");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void whatIsStaleIsValidatedAndServedAgainAfterA304() throws Exception {
        try (RawClient client = new RawClient(serve(Protocol.HTTP_1_1).port())) {
            client.send(GET);
            RawPeer peer = server.accept();
            assertThat(peer.readHead()).doesNotContain("If-None-Match");
            answer(peer, "Cache-Control: max-age=0", "ETag: \"1\"", "X-Version: 1");
            client.readResponse();
            client.send(GET);
            assertThat(peer.readHead()).containsIgnoringCase("\r\nif-none-match: \"1\"\r\n");
            peer.send("HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\nX-Version: 2\r\nCache-Control: max-age=60\r\n\r\n");
            assertThat(client.readResponse())
                    .startsWith("HTTP/1.1 200 ")
                    .containsIgnoringCase("\r\nx-version: 2\r\n")
                    .contains("fwd=stale", "fwd-status=304")
                    .endsWith("\r\n\r\nhello");
            assertThat(client.send(GET).readResponse()).contains("Weir;hit").endsWith("\r\n\r\nhello");
        }
    }

    @Test
    void whatIsStaleStandsInForAnOriginThatIsGone() throws Exception {
        try (RawClient client = new RawClient(serve(Protocol.HTTP_1_1).port())) {
            client.send(GET);
            RawPeer peer = server.accept();
            peer.readHead();
            answer(peer, "Cache-Control: max-age=0", "ETag: \"1\"");
            client.readResponse();
            client.send(GET);
            peer.readHead();
            server.close();
            assertThat(client.readResponse())
                    .startsWith("HTTP/1.1 200 ")
                    .containsPattern("Weir;fwd=stale;ttl=-?[0-9]+;detail=disconnected")
                    .endsWith("\r\n\r\nhello");
        }
    }

    /** RFC 9211 §2.3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "GET / ; Via: 1.1 weir ; 508 ; uri-miss",
                "POST / ; Via: 1.1 weir ; 508 ; method",
                "TRACE / ; Max-Forwards: 0 ; 200 ; method",
                "OPTIONS / ; Max-Forwards: 0 ; 204 ; method",
                "OPTIONS / ; Max-Forwards: x ; 400 ; method",
                "CONNECT a:1 ; A: b ; 501 ; method",
            })
    void whatIsAnsweredWithoutAskingTheOriginHasNoStatusOfIts(String line, String field, int status, String why)
            throws Exception {
        try (RawClient client = new RawClient(serve(Protocol.HTTP_1_1).port())) {
            client.send(line + " HTTP/1.1\r\nHost: a\r\n" + field + "\r\n\r\n");
            assertThat(client.readResponse())
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("Weir;fwd=" + why)
                    .doesNotContain("fwd-status");
        }
        assertThat(server.connections()).isZero();
    }

    @Test
    void soItIsWhereTheContentOfTheRequestBreaks() throws Exception {
        try (RawClient client = new RawClient(serve(Protocol.HTTP_1_1).port())) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            server.accept().readHead();
            client.send("no chunk\r\n");
            assertThat(client.readResponse())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("Weir;fwd=method")
                    .doesNotContain("fwd-status");
        }
    }

    @Test
    void requestsAlikeShareOneFetch() throws Exception {
        int port = serve(Protocol.HTTP_1_1).port();
        try (RawClient first = new RawClient(port);
                RawClient second = new RawClient(port);
                RawClient third = new RawClient(port)) {
            first.send(GET);
            second.send(GET);
            third.send(GET);
            RawPeer peer = server.accept();
            peer.readHead();
            assertThat(arrived.tryAcquire(3, 10, TimeUnit.SECONDS)).isTrue();
            answer(peer, "Cache-Control: max-age=60");
            String all = first.readResponse() + second.readResponse() + third.readResponse();
            assertThat(all.split("hello", -1)).hasSize(4);
            assertThat(all.split(";collapsed", -1)).hasSize(3);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void requestsForTheSamePartShareOneFetchOfIt(Protocol protocol) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(serve(protocol).url() + "/a"))
                .header("Range", "bytes=100000-299999")
                .build();
        List<CompletableFuture<HttpResponse<byte[]>>> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asked.add(protocol.client().sendAsync(request, BodyHandlers.ofByteArray()));
        }
        assertThat(arrived.tryAcquire(20, 10, TimeUnit.SECONDS)).isTrue();
        RawPeer peer = server.accept();
        assertThat(peer.readHead()).containsIgnoringCase("\r\nrange: bytes=100000-299999\r\n");
        peer.send("HTTP/1.1 206 Partial Content\r\nContent-Length: 200000\r\nContent-Range: bytes 100000-299999/1000000"
                + "\r\nCache-Control: max-age=60\r\nETag: \"a\"\r\n\r\n" + "x".repeat(200_000));
        for (CompletableFuture<HttpResponse<byte[]>> each : asked) {
            HttpResponse<byte[]> response = each.get(10, TimeUnit.SECONDS);
            assertThat(response.statusCode()).isEqualTo(206);
            assertThat(response.headers().allValues("Content-Range")).containsExactly("bytes 100000-299999/1000000");
            assertThat(response.headers().allValues("Content-Length")).containsExactly("200000");
            assertThat(response.body()).hasSize(200_000);
        }
        assertThat(server.connections()).isEqualTo(1);
        peer.close();
    }

    @ParameterizedTest
    @EnumSource
    void anOriginThatDiesMidwayLeavesABrokenContentAndNothingStored(Protocol protocol) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(serve(protocol).url() + "/a")).build();
        for (String framing : new String[] {"Content-Length: 1000000", "Transfer-Encoding: chunked"}) {
            CompletableFuture<HttpResponse<InputStream>> asked =
                    protocol.client().sendAsync(request, BodyHandlers.ofInputStream());
            RawPeer peer = server.accept();
            peer.readHead();
            peer.send("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\n" + framing + "\r\n\r\n5\r\nhello\r\n");
            try (InputStream content = asked.get(10, TimeUnit.SECONDS).body()) {
                peer.close();
                assertThatThrownBy(content::readAllBytes).isInstanceOf(IOException.class);
            }
        }
        CompletableFuture<HttpResponse<String>> again = protocol.client().sendAsync(request, BodyHandlers.ofString());
        RawPeer peer = server.accept();
        peer.readHead();
        answer(peer, "Cache-Control: max-age=60");
        assertThat(again.get(10, TimeUnit.SECONDS).body()).isEqualTo("hello");
    }
}
