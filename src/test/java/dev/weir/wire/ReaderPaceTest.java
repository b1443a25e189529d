package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.support.CountedStream;
import dev.weir.support.Fixture;
import dev.weir.support.RawClient;
import dev.weir.support.Transport;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A response is made and sent at the pace at which it is read. */
class ReaderPaceTest {
    private static final long TOTAL = 100_000_000;
    private static final String REQUEST = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    @ParameterizedTest
    @EnumSource
    void aSourceStandsStillWhileItsReaderDoesAndGoesOnWithIt(Transport transport) throws Exception {
        CountedStream stream = CountedStream.of(64 << 10, TOTAL);
        HttpHandler handler = request -> HttpHandler.ok(Response.of(200, Fields.empty(), stream.body(TOTAL)));
        try (Fixture fixture = Fixture.serving(transport, limits -> limits, handler);
                RawClient client = fixture.client()) {
            client.send(REQUEST);
            client.readUntil("\r\n\r\n");
            assertThat(stream.closedOnce).failsWithin(Duration.ofMillis(300));
            assertThat(stream.made.get()).isLessThan(TOTAL / 2);
            assertThat(client.readAll()).hasSize((int) TOTAL);
            stream.closedOnce.get(10, TimeUnit.SECONDS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReaderThatTakesNothingIsCutOffAndTheHandlerTold(Transport transport) throws Exception {
        CompletableFuture<Cancellation> told = new CompletableFuture<>();
        CountedStream stream = CountedStream.of(64 << 10, TOTAL);
        HttpHandler handler = request -> {
            request.onCancel(told::complete);
            return HttpHandler.ok(Response.of(200, Fields.empty(), stream.body(Body.UNKNOWN_LENGTH)));
        };
        try (Fixture fixture = Fixture.serving(
                        transport,
                        limits -> limits.withStalls(Duration.ofMinutes(1), Duration.ofMillis(200)),
                        handler);
                RawClient client = fixture.client()) {
            client.send(REQUEST);
            assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo(Cancellation.STALLED);
            stream.closedOnce.get(10, TimeUnit.SECONDS);
            assertThat(readToTheEnd(client)).doesNotEndWith("\r\n0\r\n\r\n");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSourceThatNeverWaitsDoesNotKeepTheLoopWhenItsReaderHasLeft(Transport transport) throws Exception {
        CountedStream endless = CountedStream.of(10_000, Long.MAX_VALUE);
        try (Fixture fixture = Fixture.serving(
                transport,
                limits -> limits,
                request -> HttpHandler.ok(Response.of(200, Fields.empty(), endless.body(Body.UNKNOWN_LENGTH))))) {
            try (RawClient client = fixture.client()) {
                client.send(REQUEST);
                client.readHead();
            }
            endless.closedOnce.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aSourceThatNeverWaitsDoesNotKeepTheLoopWhenItIsCutOff() throws Exception {
        CountedStream endless = CountedStream.of(10_000, Long.MAX_VALUE);
        try (Fixture fixture = Fixture.serving(
                        request -> HttpHandler.ok(Response.of(200, Fields.empty(), endless.body(15_000))));
                RawClient client = fixture.client()) {
            client.send(REQUEST);
            assertThat(readToTheEnd(client)).hasSizeLessThan(15_000);
            endless.closedOnce.get(10, TimeUnit.SECONDS);
        }
    }

    private static String readToTheEnd(RawClient client) {
        try {
            return client.readAll();
        } catch (IOException e) {
            return "reset";
        }
    }

    @Test
    void aSourceThatIsSlowIsNotTheReadersFault() throws Exception {
        HttpHandler handler = request -> HttpHandler.ok(Response.of(
                200,
                Fields.empty(),
                new Delayed(CountedStream.of(1, 1), request.scope().time(), 600).body()));
        try (Fixture fixture = Fixture.serving(
                        limits -> limits.withStalls(Duration.ofMinutes(1), Duration.ofMillis(100)), handler);
                RawClient client = fixture.client()) {
            assertThat(client.send(REQUEST).readAll()).endsWith("\r\n1\r\nx\r\n0\r\n\r\n");
        }
    }

    @Test
    void bytesAtHandAreNotAllQueuedForOneSlowReader() throws Exception {
        CompletableFuture<Cancellation> told = new CompletableFuture<>();
        Buffer bytes = Buffer.buffer(new byte[(int) TOTAL]);
        HttpHandler handler = request -> {
            request.onCancel(told::complete);
            return HttpHandler.ok(Response.bytes("a/b", bytes));
        };
        try (Fixture fixture = Fixture.serving(
                        limits -> limits.withStalls(Duration.ofMinutes(1), Duration.ofMillis(200)), handler);
                RawClient client = fixture.client()) {
            client.send(REQUEST);
            assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo(Cancellation.STALLED);
        }
    }
}
