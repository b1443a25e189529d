package dev.weir.http;

import static dev.weir.testkit.Call.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.filter.BasicAuth;
import dev.weir.filter.BearerAuth;
import dev.weir.testkit.Call;
import dev.weir.testkit.CapturedTasks;
import dev.weir.testkit.ManualTime;
import dev.weir.testkit.TestRequest;
import dev.weir.testkit.TestScope;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whatever thread a filter goes on from, the handler behind it runs on the request's event loop. */
class FilterThreadsTest {
    private static final Key<String> USER = Key.of("user", String.class);
    private static final String BASIC = "Basic YTpi";

    private final CapturedTasks loop = new CapturedTasks();
    private final CapturedTasks workers = new CapturedTasks();
    private final TestScope scope = new TestScope(ManualTime.create(), loop, loop, workers);
    private final List<Thread> ranOn = new ArrayList<>();
    private final HttpHandler handler = request -> {
        ranOn.add(Thread.currentThread());
        return HttpHandler.ok(Response.text("fine"));
    };

    private static void elsewhere(Runnable task) throws InterruptedException {
        Thread thread = new Thread(task);
        thread.start();
        thread.join();
    }

    private final Promise<Optional<String>> known = Promise.promise();

    private void isHandledOnTheLoop(Filter filter, String credentials) throws Exception {
        Call call =
                call(filter.around(handler), TestRequest.get("/").scope(scope).field("Authorization", credentials));
        elsewhere(() -> known.complete(Optional.of("ada")));
        assertThat(ranOn).isEmpty();
        loop.runAll();
        assertThat(ranOn).containsExactly(Thread.currentThread());
        assertThat(call.text()).isEqualTo("fine");
    }

    @Test
    void afterAVerifierThatAnswersOnAnotherThread() throws Exception {
        isHandledOnTheLoop(BasicAuth.of("mill", USER, (name, password) -> known.future()), BASIC);
    }

    @Test
    void afterATokenThatIsVerifiedOnAnotherThread() throws Exception {
        isHandledOnTheLoop(BearerAuth.of("mill", USER, token -> known.future()), "Bearer abc");
    }

    @Test
    void afterAFilterOfSomebodysOwn() throws Exception {
        Filter own = (request, next) -> known.future().compose(who -> next.handle(request));
        isHandledOnTheLoop(Filter.of(own, (request, next) -> next.handle(request)), BASIC);
    }

    @Test
    void whatItAnswersOnAnotherThreadIsTakenFurtherOnTheLoop() throws Exception {
        Promise<Response> answer = Promise.promise();
        Filter noting = (request, next) -> next.handle(request).map(response -> {
            ranOn.add(Thread.currentThread());
            return response;
        });
        Call call = call(
                noting.around(request -> answer.future()), TestRequest.get("/").scope(scope));
        elsewhere(() -> answer.complete(Response.text("fine")));
        assertThat(ranOn).isEmpty();
        loop.runAll();
        assertThat(ranOn).containsExactly(Thread.currentThread());
        assertThat(call.text()).isEqualTo("fine");
    }

    @Test
    void aHandlerThatThrowsThereFailsTheFuture() throws Exception {
        Filter own = (request, next) -> known.future().compose(who -> next.handle(request));
        HttpHandler throwing = request -> {
            throw new HttpException(409, "taken");
        };
        Call call = call(own.around(throwing), TestRequest.get("/").scope(scope));
        elsewhere(() -> known.complete(Optional.of("ada")));
        loop.runAll();
        assertThat(call.status()).isEqualTo(409);
    }

    @Test
    void aVerifierThatBlocksRunsOnAWorker() {
        Call call = call(
                BasicAuth.blocking("mill", USER, (name, password) -> Optional.of(name + password))
                        .around(request ->
                                HttpHandler.ok(Response.text(request.get(USER).orElseThrow()))),
                TestRequest.get("/").scope(scope).field("Authorization", BASIC));
        assertThat(call.isDone()).isFalse();
        workers.runAll();
        loop.runAll();
        assertThat(call.text()).isEqualTo("ab");
    }

    @Test
    void aTokenIsVerifiedOnAWorkerToo() {
        Call call = call(
                BearerAuth.blocking("mill", USER, token -> Optional.<String>empty())
                        .around(handler),
                TestRequest.get("/").scope(scope).field("Authorization", "Bearer abc"));
        workers.runAll();
        loop.runAll();
        assertThat(call.status()).isEqualTo(401);
    }

    @Test
    void whereAllWorkersAreBusyTheClientIsToldToComeAgain() {
        TestScope full = TestScope.withWorkers(new CapturedTasks(0));
        Call call = call(
                BasicAuth.blocking("mill", USER, (name, password) -> Optional.of(name))
                        .around(handler),
                TestRequest.get("/").scope(full).field("Authorization", BASIC));
        assertThat(call.status()).isEqualTo(503);
        assertThat(call.field("Retry-After")).isEqualTo("1");
    }

    @Test
    void whatNobodyWaitsForIsNotBegunOnAWorker() {
        Call call = call(
                BasicAuth.blocking("mill", USER, (name, password) -> {
                            throw new AssertionError("begun");
                        })
                        .around(handler),
                TestRequest.get("/").scope(scope).field("Authorization", BASIC));
        scope.cancel(Cancellation.CLIENT_GONE);
        workers.runAll();
        loop.runAll();
        assertThat(call.failure()).containsInstanceOf(CancelledException.class);
    }
}
