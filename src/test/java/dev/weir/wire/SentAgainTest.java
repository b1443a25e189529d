package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.Weir;
import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.edge.Tls;
import dev.weir.http.Body;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.SharedBytes;
import dev.weir.server.Drain;
import dev.weir.server.RunningServer;
import dev.weir.server.ServerSettings;
import dev.weir.support.Await;
import dev.weir.support.Certificates;
import dev.weir.support.Fixture;
import dev.weir.support.RawClient;
import dev.weir.support.RawHttp2;
import dev.weir.support.Transport;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A large content that is sent again and again comes from a file, and is the same to every reader. */
class SentAgainTest {
    private static final int LARGE = 20 << 20;
    private static final int MANY = 100;

    private static final Buffer ONE = random(LARGE);
    private static final Buffer TWO = random(100 << 10);

    /** The server's. */
    private volatile @Nullable FileCopies copies;

    /** The content that was asked for last, and what it is known by to the copies. */
    private volatile Buffer content = ONE;

    private volatile Object identity = ONE;

    /** The connection on which the content was asked for last. */
    private volatile @Nullable Channel sender;

    private final AtomicInteger asked = new AtomicInteger();
    private final CompletableFuture<Void> left = new CompletableFuture<>();

    private static Buffer random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Buffer.buffer(bytes);
    }

    private Future<Response> answer(Request request) {
        Exchange exchange = (Exchange) request.scope();
        FileCopies its = exchange.lane.copies;
        copies = its;
        request.onCancel(cause -> exchange.onEnd(sent -> left.complete(null)));
        return HttpHandler.ok(
                switch (request.path()) {
                    case "/one", "/two" -> {
                        asked.incrementAndGet();
                        sender = exchange.peer.channel();
                        content = request.path().equals("/one") ? ONE : TWO;
                        identity = content;
                        yield Response.bytes("a/b", content);
                    }
                    case "/copy" -> Response.text(copy(its));
                    case "/paced", "/unpaced" -> {
                        ResponseEncoder encoder =
                                new ResponseEncoder(new Cork(request.path().equals("/paced")));
                        exchange.peer.channel().pipeline().replace(ResponseEncoder.NAME, ResponseEncoder.NAME, encoder);
                        yield Response.text("from here on");
                    }
                    case "/cork" -> {
                        boolean put = sender instanceof EpollSocketChannel epoll
                                && epoll.config().isTcpCork();
                        yield Response.text(put ? "put" : "pulled");
                    }
                    case "/queued" ->
                        Response.text(Integer.toString(Objects.requireNonNull(sender)
                                .unsafe()
                                .outboundBuffer()
                                .size()));
                    default -> Response.text(Long.toString(its.used()));
                });
    }

    /** What there is of a copy. */
    private String copy(FileCopies its) {
        SharedBytes bytes = new SharedBytes(identity, List.of(content), content.length());
        Optional<OpenFile> copy = its.of(bytes);
        copy.ifPresent(OpenFile::release);
        return copy.map(file -> file.isBeingSent() ? "being sent" : "idle").orElse("none");
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

    /** Asks until the copy is as it should be. */
    private static void untilCopyIs(String wanted, RawClient client) throws IOException {
        for (String copy = ""; !copy.equals(wanted); ) {
            copy = content(client, "/copy");
        }
    }

    private static void untilThereIsACopy(RawClient client) throws IOException {
        untilThereIsACopy(client, "/one", ONE);
    }

    private static void untilThereIsACopy(RawClient client, String path, Buffer bytes) throws IOException {
        assertSame(content(client, path), bytes);
        assertSame(content(client, path), bytes);
        untilCopyIs("idle", client);
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void everyReaderGetsTheSame(Transport transport) throws Exception {
        try (Fixture fixture = serving(transport);
                RawClient client = fixture.client()) {
            untilThereIsACopy(client);
            for (int i = 0; i < 3; i++) {
                assertSame(content(client, "/one"), ONE);
                assertThat(used(client)).isEqualTo(LARGE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void aReaderThatLeavesInTheMiddleHoldsNothing(Transport transport) throws Exception {
        try (Fixture fixture = serving(transport);
                RawClient client = fixture.client()) {
            untilThereIsACopy(client);
            try (RawClient leaving = fixture.client()) {
                asks(leaving, "/one").read(1_000_000);
                assertThat(content(client, "/copy")).isEqualTo("being sent");
            }
            left.get(10, TimeUnit.SECONDS);
            untilCopyIs("idle", client);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void aSlowReaderGetsItsBytesThoughTheServerEnds(Transport transport) throws Exception {
        try (Fixture fixture = serving(transport);
                RawClient client = fixture.client();
                RawClient slow = fixture.client()) {
            untilThereIsACopy(client);
            asks(slow, "/one").readHead();
            String begun = slow.read(1_000_000);
            assertThat(content(client, "/copy")).isEqualTo("being sent");
            Future<Void> drained = fixture.server.drain();
            assertSame(begun + slow.read(LARGE - 1_000_000), ONE);
            Await.of(drained);
            assertThat(Objects.requireNonNull(copies).used()).isZero();
        }
    }

    /** Its head goes out with it, and nothing waits for the 200 ms after which the system lets out what a cork holds. */
    @ParameterizedTest
    @CsvSource({"/unpaced, put", "/paced, pulled"})
    @Timeout(60)
    void itsConnectionIsCorkedUntilSomethingElseIsSent(String paced, String cork) throws Exception {
        try (Fixture fixture = serving(Transport.EPOLL);
                RawClient client = fixture.client();
                RawClient other = fixture.client()) {
            assertThat(content(client, paced)).isEqualTo("from here on");
            untilThereIsACopy(client, "/two", TWO);
            List<Long> nanoseconds = new ArrayList<>();
            for (int i = 0; i < 99; i++) {
                long began = System.nanoTime();
                used(client);
                assertSame(content(client, "/two"), TWO);
                nanoseconds.add(System.nanoTime() - began);
            }
            nanoseconds.sort(null);
            assertThat(nanoseconds.get(49)).isLessThan(TimeUnit.MILLISECONDS.toNanos(100));
            assertThat(content(other, "/cork")).isEqualTo(cork);
            used(client);
            assertThat(content(other, "/cork")).isEqualTo("pulled");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void aReaderWhoTakesNothingIsNotAnsweredAhead(Transport transport) throws Exception {
        try (Fixture fixture = serving(transport);
                RawClient client = fixture.client();
                RawClient greedy = fixture.client()) {
            untilThereIsACopy(client);
            int before = asked.get();
            greedy.send("GET /one HTTP/1.1\r\nHost: a\r\n\r\n".repeat(MANY));
            untilCopyIs("being sent", client);
            for (int i = 0; i < MANY; i++) {
                used(client); // by then all that the greedy one has sent is there
            }
            assertThat(asked.get() - before).isEqualTo(1);
        }
    }

    /** What the system mostly takes at once, too. */
    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void smallerOnesInARowAreWholeAndNotAnsweredAhead(Transport transport) throws Exception {
        int more = 10 * MANY; // than the system takes
        try (Fixture fixture = serving(transport);
                RawClient client = fixture.client();
                RawClient greedy = fixture.client()) {
            untilThereIsACopy(client, "/two", TWO);
            int before = asked.get();
            greedy.send("GET /two HTTP/1.1\r\nHost: a\r\n\r\n".repeat(more));
            for (int i = 0; i < MANY; i++) {
                used(client);
            }
            assertThat(asked.get() - before).isPositive().isLessThan(more);
            // A head and its file, of which the system may have taken the one already.
            assertThat(Integer.parseInt(content(client, "/queued"))).isBetween(1, 2);
            for (int i = 0; i < more; i++) {
                String response = greedy.readResponse();
                assertSame(response.substring(response.indexOf("\r\n\r\n") + 4), TWO);
            }
            String last = greedy.send("GET /two HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                    .readAll();
            assertSame(last.substring(last.indexOf("\r\n\r\n") + 4), TWO);
        }
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(60)
    void aReaderWhoIsTooSlowForTheEndIsCutOffAndHoldsNothing(Transport transport) throws Exception {
        ServerSettings settings =
                ServerSettings.onPort(0).withDrain(Drain.defaults().within(Duration.ZERO, Duration.ofMillis(100)));
        try (Fixture fixture = Fixture.serving(transport, settings, this::answer);
                RawClient client = fixture.client();
                RawClient slow = fixture.client()) {
            untilThereIsACopy(client);
            asks(slow, "/one").readHead();
            Await.of(fixture.server.drain());
            assertThat(slow.readAll()).hasSizeLessThan(LARGE);
            // The connection lets go of it when it has been closed.
            Await.until(() -> Objects.requireNonNull(copies).used() == 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void overTlsNothingIsCopied(HttpClient.Version version) throws Exception {
        ServerSettings settings =
                ServerSettings.onPort(0).withTls(new Tls(Certificates.ONE.certificate(), Certificates.ONE.key()));
        try (Fixture fixture = Fixture.serving(Transport.EPOLL, settings, this::answer)) {
            for (int i = 0; i < 3; i++) {
                assertThat(fetch(fixture, version, "/one")).isEqualTo(ONE.getBytes());
            }
            assertThat(new String(fetch(fixture, version, "/used"), StandardCharsets.US_ASCII))
                    .isEqualTo("0");
        }
    }

    @Test
    @Timeout(60)
    void whatIsStoredIsTheSameTooAndSoAreRequestsInARow() throws Exception {
        HttpHandler cached = Cache.create(CacheSettings.ofMemory(256 << 20))
                .around(request -> HttpHandler.ok(Response.bytes("a/b", ONE).with("Cache-Control", "max-age=60")));
        HttpHandler handler = request ->
                request.path().equals("/one") ? cached.handle(request).map(this::noted) : answer(request);
        try (Fixture fixture = Fixture.serving(handler);
                RawClient client = fixture.client()) {
            untilThereIsACopy(client);
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
    @Timeout(60)
    void aServerThatStopsKeepsNothing() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            RunningServer server = Await.of(Weir.serve(vertx, ServerSettings.onPort(0), 1, this::answer));
            try (RawClient client = new RawClient(server.port())) {
                untilThereIsACopy(client);
                assertThat(used(client)).isEqualTo(LARGE);
            }
            Await.of(server.drain());
            assertThat(Objects.requireNonNull(copies).used()).isZero();
        } finally {
            Await.of(vertx.close());
        }
    }

    private Response noted(Response response) {
        if (response.body() instanceof Body.Stream stream) {
            stream.shared().ifPresent(bytes -> identity = bytes.identity());
        }
        return response;
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
