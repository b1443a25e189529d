package dev.weir.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.weir.testkit.Call;
import dev.weir.testkit.CapturedTasks;
import dev.weir.testkit.ManualTime;
import dev.weir.testkit.TestBody;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HandlerStylesTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static Response responseOf(TestBody body) {
        return Response.of(200).withBody(body.body());
    }

    private static boolean isJava21() {
        return Runtime.version().feature() >= 21;
    }

    @Test
    void failuresAreMappedOnce() {
        assertThat(statusOf(new HttpException(418, "no"))).isEqualTo(418);
        assertThat(statusOf(new CancelledException(Cancellation.DEADLINE))).isEqualTo(504);
        assertThat(statusOf(new CancelledException(Cancellation.SHUTDOWN))).isEqualTo(503);
        assertThat(statusOf(new CompletionException(new HttpException(404, "no"))))
                .isEqualTo(404);
        assertThat(statusOf(new OutOfMemoryError("secret"))).isEqualTo(500);
    }

    private static int statusOf(Throwable failure) {
        int failed = Call.call(request -> Future.failedFuture(failure), TestRequest.get("/"))
                .status();
        int mapped = Failures.toResponse(failure).status();
        assertThat(failed).isEqualTo(mapped);
        return failed;
    }

    @Test
    void whatIsThrownAndANullAre500WithoutAWordAboutTheFault() {
        Call thrown = Call.call(
                request -> {
                    throw new IllegalStateException("secret");
                },
                TestRequest.get("/"));
        assertThat(thrown.status()).isEqualTo(500);
        assertThat(thrown.field("Content-Type")).isEqualTo("application/problem+json");
        assertThat(thrown.text()).doesNotContain("secret").contains("\"status\":500");
        assertThat(Call.call(request -> Future.succeededFuture(), TestRequest.get("/"))
                        .status())
                .isEqualTo(500);
    }

    @Test
    void aHandlerThatForgetsToAnswerIsTheDeadlines() {
        TestScope scope = TestScope.create();
        scope.deadlineIn(Duration.ofSeconds(30));
        Call call = Call.call(
                HttpHandler.callback((request, reply) -> {}),
                TestRequest.get("/").scope(scope));
        assertThat(call.isDone()).isFalse();
        scope.time().advance(Duration.ofSeconds(30));
        assertThat(call.status()).isEqualTo(504);
    }

    @Test
    void theDeadlineIsToTheHeadOnly() {
        TestScope scope = TestScope.create();
        scope.deadlineIn(Duration.ofSeconds(1));
        TestBody body = TestBody.in(scope);
        Call call = Call.call(
                request -> responseOf(body).asFuture(), TestRequest.get("/").scope(scope));
        scope.time().advance(Duration.ofHours(1));
        body.write("slow").end();
        assertThat(scope.isCancelled()).isFalse();
        assertThat(call.text()).isEqualTo("slow");
    }

    @Test
    void anAnswerThatComesLateIsClosedUnread() {
        TestScope scope = TestScope.create();
        scope.deadlineIn(Duration.ofSeconds(1));
        Promise<Response> answer = Promise.promise();
        Call.call(request -> answer.future(), TestRequest.get("/").scope(scope));
        scope.time().advance(Duration.ofSeconds(1));
        TestBody late = TestBody.in(scope);
        answer.complete(responseOf(late));
        assertThat(late.isClosed()).isTrue();
        scope.endAndCheck();
    }

    @Test
    void aReplyIsCompletedOnceAndTheSecondIsRefusedWithTheHandlersName() {
        List<Reply> kept = new ArrayList<>();
        TestScope scope = TestScope.create();
        Call call = Call.call(
                Routes.of(Routes.get("/x/{y}", HttpHandler.callback((request, reply) -> kept.add(reply)))),
                TestRequest.get("/x/1").scope(scope));
        kept.get(0).complete(Response.text("first"));
        TestBody second = TestBody.in(scope);
        assertThatThrownBy(() -> kept.get(0).complete(responseOf(second)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("GET /x/1 (route '/x/{y}') was answered twice by "
                        + getClass().getName());
        assertThatThrownBy(() -> kept.get(0).fail(new IllegalStateException())).hasMessageContaining("answered twice");
        assertThat(second.isClosed()).isTrue();
        assertThat(call.text()).isEqualTo("first");
    }

    @Test
    void aSecondAnswerWithoutARouteIsRefusedWithoutOneAndWithoutTheQuery() {
        HttpHandler twice = HttpHandler.callback((request, reply) -> {
            reply.complete(Response.text("first"));
            assertThatThrownBy(() -> reply.complete(Response.text("second")))
                    .hasMessageStartingWith(
                            "GET /x was answered twice by " + getClass().getName());
        });
        assertThat(Call.call(twice, TestRequest.get("/x?secret")).text()).isEqualTo("first");
    }

    @Test
    void aCallbackThatThrowsHasFailedAndItsAnswerIsClosed() {
        TestScope scope = TestScope.create();
        TestBody answered = TestBody.in(scope);
        HttpHandler handler = HttpHandler.callback((request, reply) -> {
            reply.complete(responseOf(answered));
            throw new HttpException(409, "after all");
        });
        assertThat(Call.call(handler, TestRequest.get("/").scope(scope)).status())
                .isEqualTo(409);
        assertThat(answered.isClosed()).isTrue();
        HttpHandler throwing = HttpHandler.callback((request, reply) -> {
            throw new HttpException(410, "at once");
        });
        assertThat(Call.call(throwing, TestRequest.get("/")).status()).isEqualTo(410);
    }

    @Test
    void aBlockingHandlerRunsOnTheWorkersAndItsAnswerComesBackToTheLoop() {
        CapturedTasks loop = new CapturedTasks();
        CapturedTasks workers = new CapturedTasks();
        TestScope scope = new TestScope(ManualTime.create(), loop, loop, workers);
        Call call = Call.call(
                HttpHandler.blocking(request -> Response.text("waited")),
                TestRequest.get("/").scope(scope));
        assertThat(workers.size()).isEqualTo(1);
        workers.runAll();
        assertThat(call.isDone()).isFalse();
        loop.runAll();
        assertThat(call.text()).isEqualTo("waited");
    }

    @Test
    void aFullPoolIsA503ThatSaysWhenToComeBack() {
        Call call = Call.call(
                HttpHandler.blocking(request -> Response.text("never")),
                TestRequest.get("/").scope(TestScope.withWorkers(new CapturedTasks(0))));
        assertThat(call.status()).isEqualTo(503);
        assertThat(call.field("Retry-After")).isEqualTo("1");
    }

    @Test
    void aRequestThatIsCancelledWhileItIsQueuedDoesNotRun() {
        CapturedTasks workers = new CapturedTasks();
        TestScope scope = TestScope.withWorkers(workers);
        List<String> ran = new ArrayList<>();
        Call call = Call.call(
                HttpHandler.blocking(request -> {
                    ran.add("ran");
                    return Response.of(200);
                }),
                TestRequest.get("/").scope(scope));
        scope.cancel(Cancellation.CLIENT_GONE);
        workers.runAll();
        assertThat(ran).isEmpty();
        assertThat(call.failure()).get().isInstanceOf(CancelledException.class);
    }

    @Test
    void aBlockingHandlersFaultsAndNullsAreMapped() {
        assertThat(Call.call(
                                HttpHandler.blocking(request -> {
                                    throw new IOException("disk");
                                }),
                                TestRequest.get("/"))
                        .status())
                .isEqualTo(500);
        Call nothing = Call.call(HttpHandler.blocking(new ReturnsNull()), TestRequest.get("/"));
        assertThat(nothing.status()).isEqualTo(500);
        assertThat(nothing.failure()).get().asString().contains("ReturnsNull returned null");
    }

    private static final class ReturnsNull implements BlockingHandler {
        @Override
        @SuppressWarnings("NullAway") // what a handler without null checks may do
        public Response handle(Request request) {
            return null;
        }
    }

    @Test
    void aBlockingHandlersLateAnswerIsClosed() {
        CapturedTasks loop = new CapturedTasks();
        TestScope scope = new TestScope(ManualTime.create(), loop, loop, Runnable::run);
        TestBody late = TestBody.in(scope);
        Call.call(
                HttpHandler.blocking(request -> {
                    scope.cancel(Cancellation.CLIENT_GONE);
                    return responseOf(late);
                }),
                TestRequest.get("/").scope(scope));
        loop.runAll();
        assertThat(late.isClosed()).isTrue();
    }

    @Test
    void beforeJava21VirtualSaysAtStartUpWhatToUseInstead() {
        assumeThat(isJava21()).as("Java has virtual threads").isFalse();
        assertThatThrownBy(() -> HttpHandler.virtual(request -> Response.of(200)))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("use HttpHandler.blocking(...) instead");
    }

    @Test
    void virtualHandlersRunAtTheSameTime() {
        assumeThat(isJava21()).as("Java has virtual threads").isTrue();
        CyclicBarrier all = new CyclicBarrier(20);
        HttpHandler handler = HttpHandler.virtual(request -> {
            all.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return Response.text(Thread.currentThread().toString());
        });
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(Call.call(handler, TestRequest.get("/")));
        }
        assertThat(calls)
                .allSatisfy(call -> assertThat(call.await(LIMIT).text()).contains("VirtualThread"));
    }

    @Test
    void cancellingInterruptsAVirtualThread() throws InterruptedException {
        assumeThat(isJava21()).as("Java has virtual threads").isTrue();
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        TestScope scope = TestScope.create();
        Call call = Call.call(
                HttpHandler.virtual(request -> {
                    started.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return Response.of(200);
                }),
                TestRequest.get("/").scope(scope));
        assertThat(started.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        scope.cancel(Cancellation.CLIENT_GONE);
        assertThat(interrupted.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(call.failure()).get().isInstanceOf(CancelledException.class);
    }

    @Test
    void theFirstFilterIsTheOutermost() {
        Filter a = (request, next) -> next.handle(request).map(r -> r.and("X", "a"));
        Filter b = (request, next) -> next.handle(request).map(r -> r.and("X", "b"));
        HttpHandler handler =
                Filter.of(a, b).around(request -> Response.text("x").asFuture());
        assertThat(Call.call(handler, TestRequest.get("/")).response().fields().all("X"))
                .containsExactly("b", "a");
    }
}
