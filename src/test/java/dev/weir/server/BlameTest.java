package dev.weir.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import dev.weir.Weir;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Time;
import dev.weir.support.Await;
import dev.weir.support.LogCapture;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A handler that blocks its event loop is named with its request, its route and the stack of the thread. */
class BlameTest {
    private static final ServerSettings SETTINGS = ServerSettings.onPort(0).withBlame(Duration.ofMillis(100));

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        Await.of(vertx.close());
    }

    /** Waits as code does that does not know better, for at the most ten seconds. */
    static void busyUntilBlamed(LogCapture log) {
        Time time = Time.of(Vertx.currentContext().owner());
        long start = time.ticks();
        while (log.rest().isEmpty()
                && time.ticks() - start < Duration.ofSeconds(10).toNanos()) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"in the handler", "in a later turn", "in a callback of the content"})
    void theWarningNamesMethodPathRouteAndStack(String where) throws Exception {
        try (LogCapture log = LogCapture.of("dev.weir", Level.WARN)) {
            HttpHandler handler = request -> {
                request.scope().route("/items/{id}");
                return blocking(where, request, log);
            };
            RunningServer server = Await.of(Weir.serve(vertx, SETTINGS, 1, handler));
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/items/7?secret"))
                    .POST(HttpRequest.BodyPublishers.ofString("abc"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(request, BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            ILoggingEvent warning = log.next();
            assertThat(warning.getLevel()).isEqualTo(Level.WARN);
            assertThat(warning.getFormattedMessage())
                    .startsWith("POST /items/7 (route '/items/{id}') has blocked its event loop for ");
            assertThat(Arrays.stream(warning.getThrowableProxy().getStackTraceElementProxyArray())
                            .map(StackTraceElementProxy::getSTEAsString))
                    .anyMatch(frame -> frame.contains("BlameTest.busyUntilBlamed"));
        }
    }

    private static Future<Response> blocking(String where, Request request, LogCapture log) {
        if (where.equals("in the handler")) {
            busyUntilBlamed(log);
            return HttpHandler.ok(Response.text("done"));
        }
        if (where.equals("in a later turn")) {
            io.vertx.core.Promise<Response> later = io.vertx.core.Promise.promise();
            request.scope()
                    .time()
                    .after(
                            Duration.ofMillis(1),
                            () -> request.scope().loop().execute(() -> {
                                busyUntilBlamed(log);
                                later.complete(Response.text("done"));
                            }));
            return later.future();
        }
        return request.bytes().map(bytes -> {
            busyUntilBlamed(log);
            return Response.text("done");
        });
    }

    @Test
    void manyShortTurnsAreNoBlame() throws Exception {
        try (LogCapture log = LogCapture.of("dev.weir", Level.WARN)) {
            RunningServer server =
                    Await.of(Weir.serve(vertx, SETTINGS, 1, request -> HttpHandler.ok(Response.text("quick"))));
            HttpClient client = HttpClient.newHttpClient();
            Time time = Time.of(vertx);
            long end = time.ticks() + Duration.ofMillis(400).toNanos();
            while (time.ticks() - end < 0) {
                client.send(HttpRequest.newBuilder(URI.create(server.url())).build(), BodyHandlers.discarding());
            }
            assertThat(log.rest()).isEmpty();
        }
    }
}
