package dev.weir.cache;

import dev.weir.http.CancelledException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Registration;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** A request for a live stream, until it is answered. */
final class LiveClient {
    private final Live live;
    private final Request request;
    private final HttpHandler next;
    private final Promise<Response> promise = Promise.promise();
    private volatile Registration onCancel = Registration.NONE;

    LiveClient(Live live, Request request, HttpHandler next) {
        this.live = live;
        this.request = request;
        this.next = next;
    }

    Request request() {
        return request;
    }

    HttpHandler next() {
        return next;
    }

    Future<Response> answer() {
        return promise.future();
    }

    /** Tells {@code left} when the request is cancelled before it has an answer. */
    void whenLeaving(Runnable left) {
        onCancel.remove();
        onCancel = request.scope().onCancel(cause -> {
            left.run();
            promise.tryFail(new CancelledException(cause));
        });
    }

    /** Answers, on its own event loop. An answer that comes too late is closed. */
    void reply(Response response) {
        onItsLoop(() -> {
            if (!promise.tryComplete(response)) {
                response.body().close();
            }
        });
    }

    void fail(Throwable cause) {
        onItsLoop(() -> promise.tryFail(cause));
    }

    /** What it waited for is another variant: it looks again. */
    void lookAgain() {
        onItsLoop(() -> live.join(this));
    }

    /** What it waited for is not for several: the handler runs for it alone, with its request as it came. */
    void goAlone() {
        onItsLoop(() -> HttpHandler.call(next, request).onComplete((response, failure) -> {
            if (failure != null) {
                promise.tryFail(failure);
            } else if (!promise.tryComplete(response)) {
                response.body().close();
            }
        }));
    }

    private void onItsLoop(Runnable task) {
        request.scope().loop().execute(() -> {
            onCancel.remove();
            task.run();
        });
    }
}
