package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.edge.HeadLimits;
import dev.weir.edge.Limits;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.server.ServerSettings;
import dev.weir.support.Certificates;
import dev.weir.support.Fixture;
import dev.weir.support.RawHttp2;
import dev.weir.support.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A header section of HTTP/2 that never ends, or takes too long, ends its connection long before the idle limit. */
class Http2PaceTest {
    private static final String[] GET = {":method=GET", ":scheme=https", ":authority=a", ":path=/"};
    private static final String[] POST = {":method=POST", ":scheme=https", ":authority=a", ":path=/"};
    private static final Duration LIMIT = Duration.ofMillis(300);
    /** Half of it is enough for an answer to a ping on a machine that is busy. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    private static final HttpHandler ECHO =
            request -> request.bytes(1 << 20).map(bytes -> Response.text("got " + bytes.length()));

    private static Fixture serving(Transport transport, Duration limit) throws Exception {
        return Fixture.serving(
                transport,
                ServerSettings.onPort(0)
                        .withTls(Certificates.ONE)
                        .withLimits(
                                Limits.defaults().withHead(HeadLimits.defaults().withTime(limit))),
                ECHO);
    }

    private static void pass(Fixture fixture, Duration time) throws Exception {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        fixture.vertx.setTimer(time.toMillis(), timer -> passed.complete(null));
        passed.get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void oneWithoutAnEndEndsTheConnection(Transport transport) throws Exception {
        try (Fixture fixture = serving(transport, LIMIT);
                RawHttp2 client = RawHttp2.connect(fixture.server.port())) {
            assertThat(client.request(1, GET).outcome(1)).isEqualTo("200");
            client.send(RawHttp2.HEADERS, RawHttp2.END_STREAM, 3, RawHttp2.block(GET));
            assertThat(client.outcome(3)).isEqualTo("goaway");
            assertThat(client.outcome(3)).isEqualTo("closed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFrameOfOneThatNeverComesWholeEndsTheConnection(Transport transport) throws Exception {
        byte[] frame =
                RawHttp2.frame(RawHttp2.HEADERS, RawHttp2.END_STREAM | RawHttp2.END_HEADERS, 1, RawHttp2.block(GET));
        try (Fixture fixture = serving(transport, LIMIT);
                RawHttp2 client = RawHttp2.connect(fixture.server.port())) {
            client.send(Arrays.copyOf(frame, frame.length - 1));
            assertThat(client.outcome(1)).isEqualTo("goaway");
            assertThat(client.outcome(1)).isEqualTo("closed");
        }
    }

    @ParameterizedTest
    @EnumSource
    void continuationsThatDripEndTheConnection(Transport transport) throws Exception {
        CountDownLatch step = new CountDownLatch(1);
        try (Fixture fixture = serving(transport, LIMIT);
                RawHttp2 client = RawHttp2.connect(fixture.server.port())) {
            client.send(RawHttp2.HEADERS, RawHttp2.END_STREAM, 1, RawHttp2.block(GET));
            Thread dripping = new Thread(() -> {
                try {
                    for (int i = 0; i < 15; i++) {
                        client.send(RawHttp2.CONTINUATION, 0, 1, RawHttp2.block("a" + i + "=b"));
                        boolean ignored = step.await(100, TimeUnit.MILLISECONDS);
                    }
                } catch (IOException | InterruptedException closed) {
                    step.countDown();
                }
            });
            dripping.start();
            assertThat(client.outcome(1)).isIn("goaway", "closed");
            step.countDown();
            dripping.join();
        }
    }

    @ParameterizedTest
    @EnumSource
    void slowContentAndQuietConnectionsAreNotMeant(Transport transport) throws Exception {
        byte[] content = RawHttp2.frame(RawHttp2.DATA, RawHttp2.END_STREAM, 1, new byte[1_000]);
        try (Fixture fixture = serving(transport, LIMIT);
                RawHttp2 client = RawHttp2.connect(fixture.server.port())) {
            client.send(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.block(POST));
            client.send(Arrays.copyOf(content, 500));
            pass(fixture, LIMIT.multipliedBy(3));
            client.send(Arrays.copyOfRange(content, 500, content.length));
            assertThat(client.outcome(1)).isEqualTo("200");
            pass(fixture, LIMIT.multipliedBy(3));
            assertThat(client.request(3, GET).outcome(3)).isEqualTo("200");
        }
    }

    @ParameterizedTest
    @EnumSource
    void contentThatNobodyWantsAnyMoreIsNotMeant(Transport transport) throws Exception {
        try (Fixture fixture = serving(transport, QUIET);
                RawHttp2 client = RawHttp2.connect(fixture.server.port())) {
            client.answeringPings().send(RawHttp2.HEADERS, RawHttp2.END_HEADERS, 1, RawHttp2.block(POST));
            client.send(RawHttp2.RST_STREAM, 0, 1, new byte[] {0, 0, 0, 8});
            assertThat(client.request(3, GET).outcome(3)).isEqualTo("200");
            // Frames that are dropped unread, until a ping is answered.
            client.send(RawHttp2.DATA, 0, 1, new byte[10]);
            fixture.vertx.setTimer(QUIET.toMillis() * 3, timer -> {
                try {
                    client.request(5, GET);
                } catch (IOException closed) {
                    throw new java.io.UncheckedIOException(closed);
                }
            });
            assertThat(client.outcome(5)).isEqualTo("200");
        }
    }
}
