package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.weir.Weir;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Sent;
import dev.weir.server.RunningServer;
import dev.weir.server.ServerSettings;
import dev.weir.support.Await;
import dev.weir.support.Fixture;
import dev.weir.support.LogCapture;
import dev.weir.support.RawClient;
import dev.weir.support.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.metrics.MetricsOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TcpServerConfig;
import io.vertx.core.spi.metrics.TransportMetrics;
import io.vertx.core.spi.metrics.VertxMetrics;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parts of files, sent by the system. */
class FileTest {
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    @TempDir
    private Path folder = Path.of("unset");

    private static HttpHandler sending(Path file, long offset, long length) {
        return request -> HttpHandler.ok(Response.of(200, Fields.empty(), new Body.FileRegion(file, offset, length)));
    }

    @ParameterizedTest
    @EnumSource
    void aPartIsSentAndNoContentTypeInvented(Transport transport) throws Exception {
        Path file = Files.writeString(folder.resolve("a.bin"), "0123456789".repeat(300_000));
        try (Fixture fixture = Fixture.serving(transport, limits -> limits, sending(file, 5, 2_500_000));
                RawClient client = fixture.client()) {
            for (int i = 0; i < 2; i++) {
                String response = client.send(REQUEST).readResponse();
                assertThat(response).startsWith("HTTP/1.1 200 ").contains("\r\n\r\n56789012345");
                assertThat(response.substring(response.indexOf("\r\n\r\n") + 4)).hasSize(2_500_000);
                assertThat(response.toLowerCase(Locale.ROOT)).doesNotContain("content-type");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theHeadAloneNothingAndAnOldClientAreAnsweredToo(Transport transport) throws Exception {
        Path file = Files.writeString(folder.resolve("a.bin"), "0123456789".repeat(10_000));
        HttpHandler handler = request ->
                sending(file, 0, request.path().equals("/all") ? 100_000 : 0).handle(request);
        try (Fixture fixture = Fixture.serving(transport, limits -> limits, handler);
                RawClient client = fixture.client()) {
            client.send("HEAD /all HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.readHead().toLowerCase(Locale.ROOT)).contains("content-length: 100000");
            client.send("GET /none HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.readResponse().toLowerCase(Locale.ROOT))
                    .contains("content-length: 0")
                    .endsWith("\r\n\r\n");
            client.send("GET /all HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.readResponse()).endsWith("\r\n\r\n" + "0123456789".repeat(10_000));
            client.send("GET /all HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n");
            assertThat(client.readResponse()).endsWith("\r\n\r\n" + "0123456789".repeat(10_000));
            client.send("GET /all HTTP/1.0\r\nHost: a\r\n\r\n");
            assertThat(client.readAll()).endsWith("\r\n\r\n" + "0123456789".repeat(10_000));
        }
    }

    @Test
    void aFileThatIsNotThereOrTooShortIsA500AndTheConnectionIsKept() throws Exception {
        Path file = Files.writeString(folder.resolve("short"), "0123456789");
        HttpHandler handler = request -> request.path().equals("/short")
                ? sending(file, 5, 6).handle(request)
                : sending(folder.resolve("none"), 0, 1).handle(request);
        try (LogCapture log = LogCapture.of("dev.weir", Level.ERROR);
                Fixture fixture = Fixture.serving(handler);
                RawClient client = fixture.client()) {
            client.send("GET /short HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.readResponse()).startsWith("HTTP/1.1 500 ");
            client.send("GET /none HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.readResponse()).startsWith("HTTP/1.1 500 ");
            assertThat(log.rest()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSaidToBeSentIsWhatWentOut(Transport transport) throws Exception {
        int length = 50_000_000;
        Path file = Files.write(folder.resolve("counted"), new byte[length]);
        BlockingQueue<Sent> ends = new LinkedBlockingQueue<>();
        HttpHandler handler = request -> {
            request.scope().onEnd(ends::add);
            return sending(file, 0, length).handle(request);
        };
        try (Fixture fixture = Fixture.serving(transport, limits -> limits, handler)) {
            try (RawClient client = fixture.client()) {
                client.send(REQUEST).readHead();
                assertThat(client.read(3_000_000)).hasSize(3_000_000);
            }
            assertThat(ends.poll(10, TimeUnit.SECONDS))
                    .extracting(Sent::bytes)
                    .asInstanceOf(InstanceOfAssertFactories.LONG)
                    .isBetween(3_000_000L, length - 1L);
            try (RawClient client = fixture.client()) {
                client.send(REQUEST).readHead();
                assertThat(client.read(length)).hasSize(length);
                assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo(new Sent(200, length));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReaderThatTakesNothingIsCutOff(Transport transport) throws Exception {
        Path file = Files.write(folder.resolve("big"), new byte[50_000_000]);
        CompletableFuture<Cancellation> told = new CompletableFuture<>();
        HttpHandler handler = request -> {
            request.onCancel(told::complete);
            return sending(file, 0, 50_000_000).handle(request);
        };
        try (LogCapture log = LogCapture.of("io.vertx", Level.WARN)) {
            try (Fixture fixture = Fixture.serving(
                            transport,
                            limits -> limits.withStalls(Duration.ofMinutes(1), Duration.ofMillis(200)),
                            handler);
                    RawClient client = fixture.client()) {
                client.send(REQUEST);
                assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo(Cancellation.STALLED);
            }
            assertThat(log.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReaderThatLeavesIsNoticedAndTheFileLetGo(Transport transport) throws Exception {
        Path file = Files.write(folder.resolve("big"), "x".repeat(50_000_000).getBytes(StandardCharsets.US_ASCII));
        CompletableFuture<Cancellation> told = new CompletableFuture<>();
        HttpHandler handler = request -> {
            request.onCancel(told::complete);
            return sending(file, 0, 50_000_000).handle(request);
        };
        try (LogCapture log = LogCapture.of("io.vertx", Level.WARN)) {
            try (Fixture fixture = Fixture.serving(transport, limits -> limits, handler)) {
                try (RawClient client = fixture.client()) {
                    client.send(REQUEST).readUntil("xxx");
                }
                assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo(Cancellation.CLIENT_GONE);
            }
            assertThat(log.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatBecomesShorterDoesNotLookWhole(Transport transport) throws Exception {
        Path file = Files.write(folder.resolve("shrinking"), new byte[50_000_000]);
        CompletableFuture<Cancellation> told = new CompletableFuture<>();
        HttpHandler handler = request -> {
            request.onCancel(told::complete);
            return sending(file, 0, 50_000_000).handle(request);
        };
        try (LogCapture log = LogCapture.of("dev.weir", Level.WARN);
                Fixture fixture = Fixture.serving(transport, limits -> limits, handler);
                RawClient client = fixture.client()) {
            client.send(REQUEST).readHead();
            try (FileChannel shortened = FileChannel.open(file, StandardOpenOption.WRITE)) {
                shortened.truncate(20_000_000);
            }
            assertThat(client.readAll()).hasSizeLessThan(50_000_000);
            assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo(Cancellation.ABANDONED);
            assertThat(log.next().getFormattedMessage()).contains("was cut off after");
        }
    }

    @Test
    void metricsCountItsBytes() throws Exception {
        AtomicLong written = new AtomicLong();
        CompletableFuture<Void> closed = new CompletableFuture<>();
        TransportMetrics<Object> counting = new TransportMetrics<>() {
            @Override
            public void disconnected(Object connection, SocketAddress remote) {
                closed.complete(null);
            }

            @Override
            public void bytesWritten(Object connection, SocketAddress remote, long bytes) {
                written.addAndGet(bytes);
            }
        };
        VertxMetrics metrics = new VertxMetrics() {
            @Override
            public TransportMetrics<?> createTcpServerMetrics(
                    TcpServerConfig config, String protocol, SocketAddress address) {
                return counting;
            }
        };
        int length = 1_000_000;
        Path file = Files.writeString(folder.resolve("a.bin"), "x".repeat(length));
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions().setMetricsOptions(new MetricsOptions().setEnabled(true)))
                .withMetrics(options -> metrics)
                .build();
        try {
            RunningServer server = Await.of(Weir.serve(vertx, ServerSettings.onPort(0), 1, sending(file, 0, length)));
            try (RawClient client = new RawClient(server.port())) {
                client.send(REQUEST).readResponse();
            }
            closed.get(10, TimeUnit.SECONDS);
            assertThat(written).hasValue(length); // Vert.x counts contents
        } finally {
            Await.of(vertx.close());
        }
    }
}
