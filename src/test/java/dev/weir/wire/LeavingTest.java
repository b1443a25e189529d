package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.weir.fields.Fields;
import dev.weir.http.BodyWriter;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Sent;
import dev.weir.support.Fixture;
import dev.weir.support.LogCapture;
import dev.weir.support.RawClient;
import dev.weir.support.Transport;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that leave in ways that show late, or that might not be meant so. */
class LeavingTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private final CompletableFuture<Cancellation> told = new CompletableFuture<>();
    private final CompletableFuture<Void> arrived = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    private final HttpHandler waiting = request -> {
        request.onCancel(told::complete);
        request.scope().onEnd(sent -> over.complete(null));
        arrived.complete(null);
        return Promise.<Response>promise().future();
    };

    /** The end of what it sends cannot be told from its close. */
    @ParameterizedTest
    @EnumSource
    void oneThatClosesItsSendingSideWhileItWaitsIsGone(Transport transport) throws Exception {
        try (Fixture fixture = Fixture.serving(transport, limits -> limits, waiting);
                RawClient client = fixture.client()) {
            client.send(GET);
            arrived.get(10, TimeUnit.SECONDS);
            client.socket().shutdownOutput();
            assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo(Cancellation.CLIENT_GONE);
            over.get(10, TimeUnit.SECONDS);
            assertThat(client.readAll()).isEmpty();
        }
    }

    /** Everyday life of a server, and not a fault of the handler's. */
    @ParameterizedTest
    @EnumSource
    void oneThatLeavesInTheMiddleOfItsUploadIsAnsweredByNobodyAndNotLogged(Transport transport) throws Exception {
        CompletableFuture<Sent> end = new CompletableFuture<>();
        HttpHandler reading = request -> {
            request.onCancel(told::complete);
            request.scope().onEnd(end::complete);
            arrived.complete(null);
            return request.text().map(Response::text);
        };
        try (LogCapture log = LogCapture.of("dev.weir", Level.WARN);
                Fixture fixture = Fixture.serving(transport, limits -> limits, reading);
                RawClient client = fixture.client()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
            arrived.get(10, TimeUnit.SECONDS);
            client.close();
            assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo(Cancellation.CLIENT_GONE);
            assertThat(end.get(10, TimeUnit.SECONDS).status()).isZero();
            assertThat(log.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theEndOfAContentThatNobodyWantsAnyMoreIsNotLogged(Transport transport) throws Exception {
        HttpHandler streaming = request -> {
            BodyWriter content = BodyWriter.of(request.scope());
            Future<Void> ignored = content.write(Buffer.buffer("abc"));
            request.onCancel(cause -> content.fail(new CancelledException(cause)));
            request.scope().onEnd(sent -> over.complete(null));
            return HttpHandler.ok(Response.of(200, Fields.empty(), content.body()));
        };
        try (LogCapture log = LogCapture.of("dev.weir", Level.WARN);
                Fixture fixture = Fixture.serving(transport, limits -> limits, streaming);
                RawClient client = fixture.client()) {
            client.send(GET).readUntil("abc");
            client.close();
            over.get(10, TimeUnit.SECONDS);
            assertThat(log.rest()).isEmpty();
        }
    }

    /** Neither its last bytes nor its end have a way to a server that does not read. */
    @ParameterizedTest
    @EnumSource
    void oneThatLeavesBehindContentThatNobodyReadsIsOverWithTheDeadlineAtTheLatest(Transport transport)
            throws Exception {
        try (Fixture fixture =
                        Fixture.serving(transport, limits -> limits.withDeadline(Duration.ofSeconds(1)), waiting);
                RawClient client = fixture.client()) {
            Thread sending = new Thread(() -> {
                try {
                    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 50000000\r\n\r\n")
                            .send(new byte[50_000_000]);
                } catch (IOException closed) {
                    arrived.completeExceptionally(closed); // unless it has come
                }
            });
            sending.start();
            arrived.get(10, TimeUnit.SECONDS);
            client.close();
            sending.join();
            assertThat(told.get(10, TimeUnit.SECONDS)).isIn(Cancellation.DEADLINE, Cancellation.CLIENT_GONE);
            over.get(10, TimeUnit.SECONDS);
        }
    }
}
