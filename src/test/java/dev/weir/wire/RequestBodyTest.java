package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.http.Cancellation;
import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.support.Fixture;
import dev.weir.support.OwnThread;
import dev.weir.support.RawClient;
import dev.weir.support.Transport;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The content of a request: read when wanted, asked for when expected, thrown away when not. */
class RequestBodyTest {
    private static final HttpHandler LENGTH =
            request -> request.bytes(1 << 26).map(bytes -> Response.text("got " + bytes.length()));
    private static final HttpHandler UNREAD = request -> HttpHandler.ok(Response.text("unread"));

    @ParameterizedTest
    @EnumSource
    void arrivesWhole(Transport transport) throws Exception {
        byte[] content = new byte[3_000_000];
        try (Fixture fixture = Fixture.serving(transport, limits -> limits, LENGTH);
                RawClient client = fixture.client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + content.length + "\r\n\r\n")
                    .send(content);
            assertThat(client.readResponse()).endsWith("\r\n\r\ngot 3000000");
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
            assertThat(client.readResponse()).endsWith("\r\n\r\ngot 3");
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
            assertThat(client.readResponse()).endsWith("\r\n\r\ngot 0");
        }
    }

    @Test
    void isAskedForAtTheFirstDemand() throws Exception {
        try (Fixture fixture = Fixture.serving(LENGTH);
                RawClient client = fixture.client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
            assertThat(client.send("abc").readResponse()).endsWith("\r\n\r\ngot 3");
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
            assertThat(client.readResponse()).endsWith("\r\n\r\ngot 0");
        }
    }

    @Test
    void isNotAskedForWhereTheHandlerAnswersWithout() throws Exception {
        try (Fixture fixture = Fixture.serving(UNREAD);
                RawClient client = fixture.client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.readAll().toLowerCase(Locale.ROOT))
                    .startsWith("http/1.1 200 ")
                    .contains("connection: close")
                    .endsWith("\r\n\r\nunread");
        }
    }

    @Test
    void leftUnreadIsThrownAwayAndTheConnectionKept() throws Exception {
        try (Fixture fixture = Fixture.serving(UNREAD);
                RawClient client = fixture.client()) {
            for (int i = 0; i < 3; i++) {
                client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n")
                        .send(new byte[200_000]);
                assertThat(client.readResponse()).endsWith("\r\n\r\nunread");
            }
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
            assertThat(client.readResponse()).endsWith("\r\n\r\nunread");
        }
    }

    @ParameterizedTest
    @EnumSource
    void tooLargeIsA413ThatArrivesAlthoughTheClientGoesOnSending(Transport transport) throws Exception {
        HttpHandler limited = request -> request.bytes(1_000).map(bytes -> Response.text("fits"));
        long length = 20_000_000;
        try (Fixture fixture = Fixture.serving(transport, limits -> limits, limited);
                RawClient client = fixture.client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + length + "\r\n\r\n");
            CompletableFuture<Void> sender = OwnThread.run(() -> sendAll(client, length));
            assertThat(client.readAll().toLowerCase(Locale.ROOT))
                    .startsWith("http/1.1 413 ")
                    .contains("connection: close");
            client.close();
            assertThat(sender.handle((sent, failure) -> true).get(10, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void tooLargeInChunksIsA413ThatArrivesToo() throws Exception {
        HttpHandler refusing = request -> {
            throw new HttpException(413, "No.");
        };
        try (Fixture fixture = Fixture.serving(limits -> limits.withDiscard(10_000), refusing);
                RawClient client = fixture.client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nf4240\r\n");
            CompletableFuture<Void> sender = OwnThread.run(() -> sendAll(client, 1_000_000));
            assertThat(client.readAll()).startsWith("HTTP/1.1 413 ");
            client.close();
            assertThat(sender.handle((sent, failure) -> true).get(10, TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    private static void sendAll(RawClient client, long length) {
        try {
            OutputStream out = client.socket().getOutputStream();
            byte[] piece = new byte[64 << 10];
            for (long sent = 0; sent < length; sent += piece.length) {
                out.write(piece);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void thatStopsComingIsA408AndTheHandlerIsTold() throws Exception {
        CompletableFuture<Cancellation> told = new CompletableFuture<>();
        HttpHandler waiting = request -> {
            request.onCancel(told::complete);
            request.bytes().onFailure(failure -> {});
            return Promise.<Response>promise().future();
        };
        try (Fixture fixture = Fixture.serving(
                        limits -> limits.withStalls(Duration.ofMillis(150), Duration.ofMinutes(1)), waiting);
                RawClient client = fixture.client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
            assertThat(client.readResponse()).startsWith("HTTP/1.1 408 ");
            assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo(Cancellation.STALLED);
        }
    }

    @Test
    void thatNobodyWaitsForMayStandStill() throws Exception {
        Promise<Response> answer = Promise.promise();
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        HttpHandler slow = request -> {
            arrived.complete(null);
            request.scope().time().after(Duration.ofMillis(500), () -> answer.complete(Response.text("in the end")));
            return answer.future();
        };
        try (Fixture fixture = Fixture.serving(
                        limits -> limits.withStalls(Duration.ofMillis(100), Duration.ofMinutes(1)), slow);
                RawClient client = fixture.client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
            assertThat(client.readResponse()).endsWith("in the end");
        }
    }

    @Test
    void isReadAtTheHandlersPace() throws Exception {
        CompletableFuture<dev.weir.http.Request> arrived = new CompletableFuture<>();
        Promise<Response> answer = Promise.promise();
        HttpHandler paused = request -> {
            arrived.complete(request);
            return answer.future();
        };
        byte[] piece = "x".repeat(64 << 10).getBytes(StandardCharsets.ISO_8859_1);
        try (Fixture fixture = Fixture.serving(Transport.NIO, limits -> limits, paused);
                RawClient client = fixture.client()) {
            int pieces = 1_000;
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + (long) pieces * piece.length + "\r\n\r\n");
            java.util.concurrent.atomic.AtomicInteger sent = new java.util.concurrent.atomic.AtomicInteger();
            CompletableFuture<Void> sender = OwnThread.run(() -> {
                try {
                    for (int i = 0; i < pieces; i++) {
                        client.send(piece);
                        sent.incrementAndGet();
                    }
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            dev.weir.http.Request request = arrived.get(10, TimeUnit.SECONDS);
            // 65 MB cannot all lie in the buffers of the system and in the window that is read ahead.
            assertThat(sender).failsWithin(Duration.ofMillis(500));
            assertThat(sent.get()).isLessThan(pieces);
            request.scope().loop().execute(() -> LENGTH.handle(request).onComplete(answer));
            assertThat(client.readResponse()).endsWith("got " + pieces * piece.length);
        }
    }
}
