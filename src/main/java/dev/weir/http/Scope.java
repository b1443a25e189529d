package dev.weir.http;

import dev.weir.fields.Fields;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The life of one request: who is told when nobody wants the answer any more, until when the answer is wanted, and what
 * must be released at the end.
 *
 * <p>The edge makes one for each request, the cache one for each fill, a test one for itself. All methods may be called
 * from any thread; what they call back runs on {@link #loop()}.
 */
public abstract class Scope {

    /** The value of {@link #deadline()} where there is none. */
    public static final long NO_DEADLINE = Long.MAX_VALUE;

    private @Nullable List<Consumer<Cancellation>> listeners;
    private @Nullable List<Consumer<Sent>> endListeners;
    private @Nullable List<Runnable> drainListeners;
    private boolean draining;
    private @Nullable Sent sent;
    private @Nullable List<Body> owned;
    private @Nullable Cancellation cancellation;
    private boolean closed;
    private volatile String route = "";
    private final Thread home = Thread.currentThread();

    /** To be made on the request's event loop. */
    protected Scope() {}

    /** The time that holds for this request. */
    public abstract Time time();

    /** Runs a task on the request's event loop: at once where the caller is on it already, else soon. */
    public abstract Executor loop();

    /** Whether the caller is on the thread of {@link #loop()}. */
    final boolean isOnLoop() {
        return Thread.currentThread() == home;
    }

    /**
     * Runs a task on the same thread as {@link #loop()}, but in the name of no deployment: what is started there
     * outlives the verticle that the request came to.
     */
    public abstract Executor detached();

    /**
     * Runs a task that may block, on a bounded pool.
     *
     * @throws RejectedExecutionException from {@code execute} if the pool and its queue are full
     */
    public abstract Executor workers();

    /**
     * What {@code work}, which may block, comes to on {@link #workers()}; not begun once this scope is cancelled.
     *
     * @return completes on {@link #loop()}; fails with a 503 {@link HttpException} if the pool and its queue are full
     */
    public final <T> Future<T> blocking(Callable<T> work) {
        Promise<T> outcome = Promise.promise();
        try {
            workers().execute(() -> {
                Future<T> done = cancellation()
                        .<Future<T>>map(cause -> Future.failedFuture(new CancelledException(cause)))
                        .orElseGet(() -> call(work));
                loop().execute(() -> done.onComplete(outcome));
            });
        } catch (RejectedExecutionException e) {
            return Future.failedFuture(OffLoopHandler.busy());
        }
        return outcome.future();
    }

    private static <T> Future<T> call(Callable<T> work) {
        try {
            return Future.succeededFuture(work.call());
        } catch (Throwable fault) {
            return Future.failedFuture(fault);
        }
    }

    /**
     * Sends an interim response (RFC 9110 §15.2), such as 103 with its {@code Link} lines.
     *
     * @param status 102 to 199, not 101
     * @return completes when it is written, or when it was passed over because the protocol or client has no use for it
     */
    public abstract Future<Void> inform(int status, Fields fields);

    /** The tick ({@link Time#ticks()}) until which a response's head is wanted, or {@link #NO_DEADLINE}. */
    public abstract long deadline();

    /** Wants the head within {@code limit} from now. Only ever brings the deadline nearer. */
    public abstract void deadlineIn(Duration limit);

    /**
     * Tells {@code listener} when the work is no longer wanted; at once if that is so already. Not called after the
     * response has been sent whole.
     */
    public final Registration onCancel(Consumer<Cancellation> listener) {
        Cancellation already;
        synchronized (this) {
            already = cancellation;
            if (already == null && closed) {
                return Registration.NONE;
            }
            if (already == null) {
                if (listeners == null) {
                    listeners = new ArrayList<>(2);
                }
                listeners.add(listener);
            }
        }
        if (already != null) {
            Cancellation cause = already;
            loop().execute(() -> listener.accept(cause));
            return Registration.NONE;
        }
        return () -> forget(listener);
    }

    private synchronized void forget(Consumer<Cancellation> listener) {
        if (listeners != null) {
            listeners.remove(listener);
        }
    }

    /**
     * Cancels the work, once; later calls do nothing, nor do calls after {@link #close()}. Listeners are told in the
     * order in which they asked; what one of them throws keeps it from none, and is thrown on at the end.
     */
    public final void cancel(Cancellation cause) {
        List<Consumer<Cancellation>> told;
        synchronized (this) {
            if (cancellation != null || closed) {
                return;
            }
            cancellation = cause;
            told = listeners == null ? List.of() : listeners;
            listeners = null;
        }
        Faults faults = new Faults();
        for (Consumer<Cancellation> listener : told) {
            faults.run(() -> loop().execute(() -> listener.accept(cause)));
        }
        faults.rethrow();
    }

    /** Why the work is no longer wanted, if so. */
    public final synchronized Optional<Cancellation> cancellation() {
        return Optional.ofNullable(cancellation);
    }

    /** Whether the work is no longer wanted. */
    public final synchronized boolean isCancelled() {
        return cancellation != null;
    }

    /**
     * Runs {@code task} once the server begins to drain, at once if it has: for ending well what would go on for ever,
     * such as a stream of events, which the drain would wait for and then cut off.
     */
    public final void onDrain(Runnable task) {
        boolean already;
        synchronized (this) {
            already = draining;
            if (!already && !closed) {
                if (drainListeners == null) {
                    drainListeners = new ArrayList<>(1);
                }
                drainListeners.add(task);
            }
        }
        if (already) {
            loop().execute(task);
        }
    }

    /** Tells who has asked by {@link #onDrain}, once. */
    public final void drain() {
        List<Runnable> told;
        synchronized (this) {
            draining = true;
            told = drainListeners == null ? List.of() : drainListeners;
            drainListeners = null;
        }
        Faults faults = new Faults();
        told.forEach(task -> faults.run(() -> loop().execute(task)));
        faults.rethrow();
    }

    /**
     * Leaves a one-shot body to this scope, which closes it at the end if nobody has; at once if the end has come. So a
     * body that comes late, or is dropped on the way up, leaks nothing.
     */
    public final <B extends Body> B own(B body) {
        if (body.isRepeatable()) {
            return body;
        }
        boolean late;
        synchronized (this) {
            late = closed;
            if (!late) {
                if (owned == null) {
                    owned = new ArrayList<>(2);
                }
                owned.add(body);
            }
        }
        if (late) {
            body.close();
        }
        return body;
    }

    /**
     * Tells {@code listener} once the exchange is over, well or badly: the response has been sent whole or given up. At
     * once if that is so already. For what is counted, logged or let go at the very end.
     */
    public final void onEnd(Consumer<Sent> listener) {
        Sent already;
        synchronized (this) {
            already = sent;
            if (already == null) {
                if (endListeners == null) {
                    endListeners = new ArrayList<>(2);
                }
                endListeners.add(listener);
            }
        }
        if (already != null) {
            Sent end = already;
            loop().execute(() -> listener.accept(end));
        }
    }

    /** Ends a scope for which nothing is sent, such as a fill's; see {@link #close(Sent)}. */
    public final void close() {
        close(Sent.NOTHING);
    }

    /**
     * Ends this scope: closes what it owns, forgets who listened for its cancellation, tells who waited for the end. The
     * edge calls it when the exchange is over.
     */
    public final void close(Sent end) {
        List<Body> closing;
        List<Consumer<Sent>> told;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            sent = end;
            listeners = null;
            drainListeners = null;
            closing = owned == null ? List.of() : owned;
            owned = null;
            told = endListeners == null ? List.of() : endListeners;
            endListeners = null;
        }
        Faults faults = new Faults();
        for (Body body : closing) {
            faults.run(body::close);
        }
        for (Consumer<Sent> listener : told) {
            faults.run(() -> loop().execute(() -> listener.accept(end)));
        }
        faults.rethrow();
    }

    /** The pattern of the route that took the request, for blame, logs and counters; empty before there is one. */
    public final String route() {
        return route;
    }

    /** Notes the route that took the request. */
    public final void route(String pattern) {
        route = pattern;
    }
}
