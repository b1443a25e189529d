package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Weir;
import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.edge.Tls;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.server.RunningServer;
import dev.weir.server.ServerSettings;
import dev.weir.support.Await;
import dev.weir.support.Certificates;
import dev.weir.support.Fixture;
import dev.weir.support.RawClient;
import dev.weir.support.RawHttp2;
import dev.weir.support.Transport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A large content that is sent again and again comes from outside the heap, and is the same to every reader. */
class SentAgainTest {
    private static final int LARGE = 20 << 20;
    private static final int LARGER = 30 << 20;

    private static final Buffer ONE = random(LARGE);
    private static final Buffer OTHER = random(LARGER);

    /** The server's. */
    private volatile NativeCopies copies = new NativeCopies(0);

    private final CompletableFuture<Void> left = new CompletableFuture<>();

    private static Buffer random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Buffer.buffer(bytes);
    }

    private Future<Response> answer(Request request) {
        Exchange exchange = (Exchange) request.scope();
        copies = exchange.lane.copies;
        request.onCancel(cause -> exchange.onEnd(sent -> left.complete(null)));
        return HttpHandler.ok(
                switch (request.path()) {
                    case "/one" -> Response.bytes("a/b", ONE);
                    case "/other" -> Response.bytes("a/b", OTHER);
                    default -> Response.text(Long.toString(copies.used()));
                });
    }

    private Fixture serving(Transport transport) throws Exception {
        return Fixture.serving(transport, limits -> limits, this::answer);
    }

    private static RawClient asks(RawClient client, String path) throws IOException {
        client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
        return client;
    }

    private static String content(RawClient client, String path) throws IOException {
        String response = asks(client, path).readResponse();
        return response.substring(response.indexOf("\r\n\r\n") + 4);
    }

    private static String text(Buffer bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static void assertSame(String content, Buffer bytes) {
        assertThat(content.equals(text(bytes))).as("every byte is the same").isTrue();
    }

    private static long used(RawClient client) throws IOException {
        return Long.parseLong(content(client, "/used"));
    }

    @ParameterizedTest
    @EnumSource
    void everyReaderGetsTheSame(Transport transport) throws Exception {
        try (Fixture fixture = serving(transport);
                RawClient client = fixture.client()) {
            assertSame(content(client, "/one"), ONE);
            assertThat(used(client)).isZero();
            for (int i = 0; i < 3; i++) {
                assertSame(content(client, "/one"), ONE);
                assertThat(used(client)).isEqualTo(LARGE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReaderThatLeavesInTheMiddleHoldsNothing(Transport transport) throws Exception {
        try (Fixture fixture = serving(transport);
                RawClient client = fixture.client()) {
            content(client, "/one");
            content(client, "/one");
            try (RawClient leaving = fixture.client()) {
                asks(leaving, "/one").read(1_000_000);
            }
            left.get(10, TimeUnit.SECONDS);
            content(client, "/other");
            assertSame(content(client, "/other"), OTHER);
            assertThat(used(client)).isEqualTo(LARGER);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSlowReaderGetsItsBytesThoughOthersWantTheRoom(Transport transport) throws Exception {
        try (Fixture fixture = serving(transport);
                RawClient client = fixture.client();
                RawClient slow = fixture.client()) {
            content(client, "/one");
            content(client, "/one");
            asks(slow, "/one").readHead();
            String begun = slow.read(1_000_000);
            assertSame(content(client, "/other"), OTHER);
            assertSame(content(client, "/other"), OTHER);
            assertThat(used(client)).isEqualTo(LARGE);
            assertSame(begun + slow.read(LARGE - 1_000_000), ONE);
            assertSame(content(client, "/other"), OTHER);
            assertThat(used(client)).isEqualTo(LARGER);
        }
    }

    @ParameterizedTest
    @EnumSource
    void overTlsNothingIsCopied(HttpClient.Version version) throws Exception {
        ServerSettings settings =
                ServerSettings.onPort(0).withTls(new Tls(Certificates.ONE.certificate(), Certificates.ONE.key()));
        try (Fixture fixture = Fixture.serving(Transport.EPOLL, settings, this::answer)) {
            for (int i = 0; i < 2; i++) {
                assertThat(fetch(fixture, version, "/one")).isEqualTo(ONE.getBytes());
            }
            assertThat(new String(fetch(fixture, version, "/used"), StandardCharsets.US_ASCII))
                    .isEqualTo("0");
        }
    }

    @Test
    void whatIsStoredIsTheSameTooAndSoAreRequestsInARow() throws Exception {
        HttpHandler cached = Cache.create(CacheSettings.ofMemory(256 << 20))
                .around(request -> HttpHandler.ok(Response.bytes("a/b", ONE).with("Cache-Control", "max-age=60")));
        HttpHandler handler = request -> request.path().equals("/one") ? cached.handle(request) : answer(request);
        try (Fixture fixture = Fixture.serving(handler);
                RawClient client = fixture.client()) {
            for (int i = 0; i < 4; i++) {
                client.send("GET /one HTTP/1.1\r\nHost: a\r\n\r\n".repeat(2));
                for (int j = 0; j < 2; j++) {
                    String response = client.readResponse();
                    assertSame(response.substring(response.indexOf("\r\n\r\n") + 4), ONE);
                }
            }
            assertThat(used(client)).isEqualTo(LARGE);
            try (RawClient old = fixture.client()) {
                String response =
                        old.send("GET /one HTTP/1.0\r\nHost: a\r\n\r\n").readAll();
                assertSame(response.substring(response.indexOf("\r\n\r\n") + 4), ONE);
            }
        }
    }

    @Test
    void aServerThatStopsKeepsNothing() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            RunningServer server = Await.of(Weir.serve(vertx, ServerSettings.onPort(0), 1, this::answer));
            try (RawClient client = new RawClient(server.port())) {
                content(client, "/one");
                content(client, "/one");
                assertThat(used(client)).isEqualTo(LARGE);
            }
            Await.of(server.drain());
            assertThat(copies.used()).isZero();
        } finally {
            Await.of(vertx.close());
        }
    }

    private static byte[] fetch(Fixture fixture, HttpClient.Version version, String path) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .sslContext(RawHttp2.trusting())
                .version(version)
                .build();
        URI uri = URI.create("https://localhost:" + fixture.server.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }
}
