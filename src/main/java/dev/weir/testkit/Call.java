package dev.weir.testkit;

import dev.weir.http.CancelledException;
import dev.weir.http.Failures;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One call of a handler, as the edge would make it: what it throws, fails with or does not return is mapped to a
 * response, a cancellation answers in its stead, and what comes late is closed.
 */
public final class Call {
    private final Promise<Response> outcome = Promise.promise();
    private @Nullable Reading reading;

    private Call() {}

    /** Calls {@code handler} with {@code request}. */
    public static Call call(HttpHandler handler, Request request) {
        Call call = new Call();
        Future<Response> told = HttpHandler.call(handler, request);
        // Behind the handler's own listeners, whose answer to a cancellation comes first at the edge, too.
        request.onCancel(cause -> call.outcome.tryFail(new CancelledException(cause)));
        told.onComplete(answer -> {
            if (request.scope() instanceof TestScope scope) {
                scope.answered();
            }
            if (answer.failed()) {
                call.outcome.tryFail(answer.cause());
            } else {
                call.take(answer.result(), request);
            }
        });
        return call;
    }

    /** Calls {@code handler} with the request that {@code request} builds. */
    public static Call call(HttpHandler handler, TestRequest request) {
        return call(handler, request.request());
    }

    private void take(@Nullable Response response, Request request) {
        if (response == null) {
            outcome.tryFail(new NullPointerException("the future has no response"));
        } else {
            request.scope().own(response.body());
            if (!outcome.tryComplete(response)) {
                response.body().close();
            }
        }
    }

    /** Waits for the outcome, for handlers that answer from another thread. */
    public Call await(Duration limit) {
        CountDownLatch done = new CountDownLatch(1);
        outcome.future().onComplete(any -> done.countDown());
        try {
            if (!done.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssertionError("no answer within " + limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for an answer", e);
        }
        return this;
    }

    /** Whether there is an outcome. */
    public boolean isDone() {
        return outcome.future().isComplete();
    }

    /** What the call failed with, where it did: a cancellation is a {@link CancelledException}. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(outcome.future().cause());
    }

    /**
     * What the client would be sent: the response, or what its failure is mapped to.
     *
     * @throws AssertionError if there is no answer yet
     */
    public Response response() {
        if (!isDone()) {
            throw new AssertionError("no answer yet");
        }
        Future<Response> future = outcome.future();
        return future.succeeded() ? future.result() : Failures.toResponse(future.cause());
    }

    /** The response's status. */
    public int status() {
        return response().status();
    }

    /** The first line of a field of the response; empty where there is none. */
    public String field(String name) {
        return response().fields().get(name, "");
    }

    /**
     * The response's whole content, as UTF-8; read at the first call.
     *
     * @throws AssertionError if it has not ended yet, or broke off
     */
    public String text() {
        return bytes().toString();
    }

    /** The response's whole content; as {@link #text()}. */
    public Buffer bytes() {
        return reading().whole();
    }

    /** What has come of the content so far, as UTF-8; for events and other contents that do not end. */
    public String textSoFar() {
        return reading().soFar().toString();
    }

    private Reading reading() {
        Reading at = reading;
        if (at == null) {
            at = new Reading(response().body());
            reading = at;
        }
        return at;
    }
}
