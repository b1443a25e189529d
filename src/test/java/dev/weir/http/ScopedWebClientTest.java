package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.weir.support.LogCapture;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.ext.web.client.WebClientSession;
import io.vertx.ext.web.client.impl.ClientPhase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watches, too, the internals of the web client that scoping relies on. */
class ScopedWebClientTest {
    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<HttpServerRequest> arrived = new CompletableFuture<>();
    private final CompletableFuture<Throwable> broken = new CompletableFuture<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final TestScope scope = TestScope.create();
    private int port;

    @BeforeEach
    void listen() throws Exception {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            requests.incrementAndGet();
            if (request.path().equals("/answers")) {
                request.response().putHeader("Set-Cookie", "a=b").end("cookie: " + request.getHeader("Cookie"));
                return;
            }
            request.exceptionHandler(broken::complete);
            request.response().exceptionHandler(broken::complete);
            request.response().closeHandler(closed -> broken.complete(new IllegalStateException("closed")));
            arrived.complete(request);
        });
        port = get(server.listen(0, "127.0.0.1")).actualPort();
    }

    @AfterEach
    void close() throws Exception {
        get(vertx.close());
    }

    private static <T> T get(Future<T> future) throws Exception {
        return get(future.toCompletionStage().toCompletableFuture());
    }

    private static <T> T get(CompletableFuture<T> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(10, TimeUnit.SECONDS);
    }

    private static WebClient in(TestScope scope, WebClient client) {
        return TestRequest.get("/").scope(scope).request().client(client);
    }

    private Future<HttpResponse<Buffer>> call(String path) {
        return in(scope, WebClient.create(vertx)).get(port, "127.0.0.1", path).send();
    }

    @Test
    void aCallIsAnsweredAndKeepsNoCookie() throws Exception {
        WebClient client = in(scope, WebClient.create(vertx));
        assertThat(get(client.get(port, "127.0.0.1", "/answers").send()).bodyAsString())
                .isEqualTo("cookie: null");
        assertThat(get(client.get(port, "127.0.0.1", "/answers").send()).bodyAsString())
                .isEqualTo("cookie: null");
    }

    @Test
    void aCallEndsWithItsRequestAlsoAtTheOtherEnd() throws Exception {
        Future<HttpResponse<Buffer>> call = call("/hangs");
        get(arrived);
        scope.cancel(Cancellation.CLIENT_GONE);
        assertThatThrownBy(() -> get(call)).hasCauseInstanceOf(CancelledException.class);
        assertThat(get(broken)).isNotNull();
    }

    @Test
    void aClientThatHangsUpIsNoErrorInTheLog() throws Exception {
        try (LogCapture log = LogCapture.of("io.vertx", Level.WARN)) {
            TestBody begun =
                    TestBody.in(TestScope.create(), Body.UNKNOWN_LENGTH).write("a beginning");
            Future<HttpResponse<Buffer>> call = in(scope, WebClient.create(vertx))
                    .post(port, "127.0.0.1", "/hangs")
                    .sendStream(begun.body().stream());
            get(arrived);
            scope.cancel(Cancellation.CLIENT_GONE);
            assertThatThrownBy(() -> get(call)).hasCauseInstanceOf(CancelledException.class);
            get(broken);
            get(vertx.close()); // what its event loops had to say is said
            assertThat(log.rest()).isEmpty();
        }
    }

    @Test
    void aRequestThatIsCancelledAlreadySendsNothing() {
        scope.cancel(Cancellation.CLIENT_GONE);
        Future<HttpResponse<Buffer>> call = call("/answers");
        assertThatThrownBy(() -> get(call)).hasCauseInstanceOf(CancelledException.class);
        assertThat(requests).hasValue(0);
    }

    @Test
    void aCallWaitsNoLongerThanItsRequestsDeadline() throws Exception {
        scope.deadlineIn(Duration.ofMillis(200));
        Future<HttpResponse<Buffer>> call = call("/hangs");
        get(arrived);
        scope.time().advance(Duration.ofMillis(200));
        assertThatThrownBy(() -> get(call)).hasRootCause(new CancelledException(Cancellation.DEADLINE));
        assertThat(get(broken)).isNotNull();
    }

    @Test
    void aCallThatWaitsForAConnectionIsNotSentOnceItsRequestIsCancelled() throws Exception {
        WebClient one = WebClient.create(vertx, new WebClientOptions(), new PoolOptions().setHttp1MaxSize(1));
        TestScope first = TestScope.create();
        in(first, one).get(port, "127.0.0.1", "/hangs").send();
        get(arrived);
        Future<HttpResponse<Buffer>> waiting =
                in(scope, one).get(port, "127.0.0.1", "/answers").send();
        scope.cancel(Cancellation.CLIENT_GONE);
        assertThatThrownBy(() -> get(waiting)).hasCauseInstanceOf(CancelledException.class);
        first.cancel(Cancellation.CLIENT_GONE);
        // The connection is free for the next, which is the second to arrive.
        assertThat(get(one.get(port, "127.0.0.1", "/answers").send()).statusCode())
                .isEqualTo(200);
        assertThat(requests).hasValue(2);
    }

    @Test
    void aClientServesEachRequestForItself() throws Exception {
        WebClient shared = WebClient.create(vertx);
        TestScope other = TestScope.create();
        assertThat(in(other, shared)).isNotEqualTo(in(scope, shared));
        HttpRequest<Buffer> inOthersName = in(other, shared).get(port, "127.0.0.1", "/answers");
        Future<HttpResponse<Buffer>> call =
                in(scope, shared).get(port, "127.0.0.1", "/hangs").send();
        get(arrived);
        scope.cancel(Cancellation.CLIENT_GONE);
        assertThatThrownBy(() -> get(call)).hasCauseInstanceOf(CancelledException.class);
        assertThat(List.of(inOthersName)).contains(inOthersName.putHeader("X", "y"));
        assertThat(get(inOthersName.copy().send()).statusCode()).isEqualTo(200);
        other.cancel(Cancellation.CLIENT_GONE);
        assertThatThrownBy(() -> get(inOthersName.send())).hasCauseInstanceOf(CancelledException.class);
        assertThat(get(shared.get(port, "127.0.0.1", "/answers").send()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whatAnInterceptorAsksForItselfIsNotTheRequests() throws Exception {
        WebClient shared = WebClient.create(vertx);
        CompletableFuture<HttpResponse<Buffer>> asked = new CompletableFuture<>();
        shared.addInterceptor(call -> {
            if (call.phase() == ClientPhase.PREPARE_REQUEST
                    && call.request().uri().equals("/answers?first")) {
                shared.get(port, "127.0.0.1", "/answers")
                        .send()
                        .onComplete(asked::complete, asked::completeExceptionally);
            }
            call.next();
        });
        scope.cancel(Cancellation.CLIENT_GONE);
        Future<HttpResponse<Buffer>> call =
                in(scope, shared).get(port, "127.0.0.1", "/answers?first").send();
        assertThatThrownBy(() -> get(call)).hasCauseInstanceOf(CancelledException.class);
        assertThat(get(asked).statusCode()).isEqualTo(200);
    }

    @Test
    void aCallThatAnInterceptorMakesInAnothersNameLeavesTheFirstTiedToItsOwn() throws Exception {
        WebClient shared = WebClient.create(vertx);
        TestScope other = TestScope.create();
        CompletableFuture<HttpResponse<Buffer>> asked = new CompletableFuture<>();
        WebClient intercepted = WebClient.create(vertx).addInterceptor(call -> {
            if (call.phase() == ClientPhase.PREPARE_REQUEST) {
                in(other, shared)
                        .get(port, "127.0.0.1", "/answers")
                        .send()
                        .onComplete(asked::complete, asked::completeExceptionally);
            }
            call.next();
        });
        scope.cancel(Cancellation.CLIENT_GONE);
        Future<HttpResponse<Buffer>> call =
                in(scope, intercepted).get(port, "127.0.0.1", "/answers").send();
        assertThatThrownBy(() -> get(call)).hasCauseInstanceOf(CancelledException.class);
        assertThat(get(asked).statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionKeepsItsCookiesAndAScopedClientIsScopedAnew() throws Exception {
        WebClient session = WebClientSession.create(WebClient.create(vertx));
        TestScope first = TestScope.create();
        WebClient once = in(first, session);
        WebClient twice = in(scope, once);
        first.cancel(Cancellation.CLIENT_GONE);
        assertThat(get(twice.get(port, "127.0.0.1", "/answers").send()).bodyAsString())
                .isEqualTo("cookie: null");
        assertThat(get(twice.get(port, "127.0.0.1", "/answers").send()).bodyAsString())
                .isEqualTo("cookie: a=b");
    }

    @Test
    void onlyTheClientItselfIsConfiguredAndClosed() {
        WebClient scoped = in(scope, WebClient.create(vertx));
        assertThatThrownBy(scoped::close)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("use close of the client itself");
        assertThatThrownBy(
                        () -> scoped.get(-1, "127.0.0.1", "/").port(-2).send().result())
                .isInstanceOf(IllegalArgumentException.class);
    }
}
