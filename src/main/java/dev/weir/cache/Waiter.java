package dev.weir.cache;

import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.Registration;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.policy.Asked;
import dev.weir.policy.Reason;
import dev.weir.store.Entry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Supplier;

/** A request that waits for what a fill brings. */
final class Waiter {
    private final Walk walk;
    final Inquiry inquiry;
    /** Why it went forward. */
    final Reason why;
    /** What is to be validated, and may serve if the origin fails. */
    final Optional<Entry> stale;
    /** How many purges there had been when it came. */
    final long since;

    private final Promise<Response> promise = Promise.promise();
    private volatile Registration onCancel = Registration.NONE;

    Waiter(Walk walk, Inquiry inquiry, Reason why, Optional<Entry> stale) {
        this.walk = walk;
        this.inquiry = inquiry;
        this.why = why;
        this.stale = stale;
        this.since = walk.purges();
    }

    Request request() {
        return inquiry.request();
    }

    Asked asked() {
        return inquiry.asked();
    }

    Future<Response> answer() {
        return promise.future();
    }

    /** Tells {@code left} when the request is cancelled before it has an answer, which it then gets. */
    void whenLeaving(Runnable left) {
        onCancel.remove();
        onCancel = request().scope().onCancel(cause -> {
            left.run();
            promise.tryComplete(
                    cause == Cancellation.DEADLINE
                            ? walk.expired(inquiry, why, stale)
                            : walk.failed(inquiry, new CancelledException(cause), why, 0));
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

    /** @param came the status that came from below; 0 for none */
    void fail(Throwable cause, int came) {
        onItsLoop(() -> promise.tryComplete(walk.failed(inquiry, cause, why, came)));
    }

    /** Whether what is stored answers it now. */
    boolean isStoredByNow() {
        return walk.isStored(inquiry);
    }

    /** What it waited for is not for it: it looks up again. */
    void lookUpAgain() {
        goOn(() -> walk.answer(inquiry.again()));
    }

    /** What it waited for may not be shared: it goes forward by itself. */
    void goAlone() {
        goOn(() -> walk.goAlone(inquiry, why, stale));
    }

    /** What came may be stored but not shared: it fetches for itself. */
    void fetchAlone() {
        goOn(() -> walk.fetchAlone(inquiry, why, stale));
    }

    private void goOn(Supplier<Future<Response>> how) {
        onItsLoop(() -> settle(how));
    }

    private void settle(Supplier<Future<Response>> how) {
        Future<Response> answer;
        try {
            answer = how.get();
        } catch (RuntimeException fault) {
            // An owner's rule, most likely.
            answer = walk.withoutCache(inquiry, fault);
        }
        answer.onComplete((response, failure) -> {
            boolean taken = failure == null ? promise.tryComplete(response) : promise.tryFail(failure);
            if (!taken && failure == null) {
                response.body().close();
            }
        });
    }

    private void onItsLoop(Runnable task) {
        onCancel.remove();
        request().scope().loop().execute(task);
    }
}
