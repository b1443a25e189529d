package dev.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.weir.fields.Fields;
import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.support.CountedStream;
import dev.weir.support.Fixture;
import dev.weir.support.LogCapture;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a handler does wrong becomes a status once, here, and a line in the log where it is the server's fault. */
class FailureTest {
    private static final String REQUEST = "GET /a?secret HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    static Stream<Arguments> faults() {
        HttpHandler throwing = request -> {
            throw new IllegalStateException("broken");
        };
        return Stream.of(
                Arguments.of("throws", throwing),
                Arguments.of(
                        "fails", (HttpHandler) request -> Future.failedFuture(new IllegalStateException("broken"))),
                Arguments.of("gives null for a future", nullFuture()),
                Arguments.of("gives null for a response", (HttpHandler) request -> Future.succeededFuture()));
    }

    @SuppressWarnings("NullAway") // what the contract forbids is what is tested
    private static HttpHandler nullFuture() {
        return request -> null;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aHandlerThatFailsIsA500AndOneLineThatNamesTheRoute(String how, HttpHandler handler) throws Exception {
        HttpHandler routed = request -> {
            request.scope().route("/{x}");
            return handler.handle(request);
        };
        try (LogCapture log = LogCapture.of("dev.weir", Level.WARN);
                Fixture fixture = Fixture.serving(routed)) {
            String response = fixture.exchange(REQUEST);
            assertThat(response).startsWith("HTTP/1.1 500 ").doesNotContain("broken");
            ILoggingEvent line = log.next();
            assertThat(line.getLevel()).isEqualTo(Level.ERROR);
            assertThat(line.getFormattedMessage()).isEqualTo("GET /a (route '/{x}') failed");
            assertThat(line.getThrowableProxy()).isNotNull();
            assertThat(log.rest()).isEmpty();
        }
    }

    @Test
    void whatTheClientDidWrongHasItsStatusAndNoLine() throws Exception {
        try (LogCapture log = LogCapture.of("dev.weir", Level.WARN);
                Fixture fixture = Fixture.serving(request -> {
                    throw new HttpException(418, "Short and stout.");
                })) {
            assertThat(fixture.exchange(REQUEST)).startsWith("HTTP/1.1 418 ").contains("Short and stout.");
            assertThat(log.rest()).isEmpty();
        }
    }

    @Test
    void aSecondAnswerIsRefusedWithTheHandlersNameAndItsContentClosed() throws Exception {
        CompletableFuture<Throwable> refusal = new CompletableFuture<>();
        CountedStream late = CountedStream.of(1, 1);
        HttpHandler twice = HttpHandler.callback((request, reply) -> {
            reply.complete(Response.text("first"));
            try {
                reply.complete(Response.of(200, Fields.empty(), late.body(1)));
            } catch (IllegalStateException e) {
                refusal.complete(e);
            }
        });
        try (Fixture fixture = Fixture.serving(twice)) {
            assertThat(fixture.exchange(REQUEST)).endsWith("\r\n\r\nfirst");
            assertThat(refusal.get(10, TimeUnit.SECONDS))
                    .hasMessageContaining("twice")
                    .hasMessageContaining(getClass().getSimpleName());
            assertThat(late.closed).hasValue(1);
        }
    }

    @Test
    void anAnswerFromAnotherThreadIsSentFromTheEventLoop() throws Exception {
        HttpHandler elsewhere = HttpHandler.blocking(
                request -> Response.text(Thread.currentThread().getName()));
        try (Fixture fixture = Fixture.serving(elsewhere)) {
            assertThat(fixture.exchange(REQUEST)).contains("worker");
        }
    }
}
