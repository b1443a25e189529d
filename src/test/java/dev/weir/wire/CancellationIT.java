package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.support.Await;
import dev.weir.support.CountedStream;
import dev.weir.support.Fixture;
import dev.weir.support.Transport;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that is killed, as another process, is noticed while its request is worked on, and the work called off. */
@Timeout(120)
class CancellationIT {
    private final CompletableFuture<Cancellation> told = new CompletableFuture<>();
    private final CompletableFuture<Void> arrived = new CompletableFuture<>();

    /** Never answers, reads nothing, and notes that nobody wants an answer any more. */
    private final HttpHandler waiting = request -> {
        request.onCancel(told::complete);
        arrived.complete(null);
        return Promise.<Response>promise().future();
    };

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** A client that has sent these bytes and waits for an answer. */
    private static Process sending(Fixture fixture, String bytes) throws IOException {
        String script = "exec 3<>/dev/tcp/127.0.0.1/" + fixture.server.port() + "; printf '" + bytes
                + "' >&3; echo sent; read -r -u 3 answer; read -r -u 3 answer";
        Process client = start("bash", "-c", script);
        assertThat(client.inputReader().readLine()).isEqualTo("sent");
        return client;
    }

    private void isNoticedWhenKilled(Process client) throws Exception {
        try {
            arrived.get(Await.SECONDS, TimeUnit.SECONDS);
            assertThat(client.isAlive()).isTrue();
            assertThat(told).isNotDone();
        } finally {
            client.destroyForcibly().waitFor();
        }
        assertThat(told.get(Await.SECONDS, TimeUnit.SECONDS)).isEqualTo(Cancellation.CLIENT_GONE);
    }

    @ParameterizedTest
    @EnumSource
    void whileItWaits(Transport transport) throws Exception {
        try (Fixture fixture = Fixture.serving(transport, limits -> limits, waiting)) {
            isNoticedWhenKilled(sending(fixture, "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whileItsUploadIsPaused(Transport transport) throws Exception {
        String pieces = "x".repeat(1_000);
        // More than Vert.x takes before it stops to read, and less than what is read on for behind that (ReadAhead).
        String upload = "POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 400000\\r\\n\\r\\n' >&3;"
                + " for i in $(seq 200); do printf '" + pieces + "' >&3; done; printf '";
        try (Fixture fixture = Fixture.serving(transport, limits -> limits, waiting)) {
            Process client = sending(fixture, upload);
            isNoticedWhenKilled(client);
        }
    }

    @ParameterizedTest
    @EnumSource
    void behindItsPipelinedRequests(Transport transport) throws Exception {
        String many = "GET / HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n".repeat(50);
        try (Fixture fixture = Fixture.serving(transport, limits -> limits, waiting)) {
            isNoticedWhenKilled(sending(fixture, many));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whileItIsSentAnEventStream(Transport transport) throws Exception {
        CountedStream silent = CountedStream.silent();
        HttpHandler handler = request -> {
            request.onCancel(told::complete);
            arrived.complete(null);
            return HttpHandler.ok(Response.of(200, Fields.empty(), silent.body(Body.UNKNOWN_LENGTH)));
        };
        try (Fixture fixture = Fixture.serving(transport, limits -> limits, handler)) {
            isNoticedWhenKilled(start("curl", "-sN", fixture.server.url()));
            silent.closedOnce.get(Await.SECONDS, TimeUnit.SECONDS);
            assertThat(silent.closed).hasValue(1);
        }
    }
}
