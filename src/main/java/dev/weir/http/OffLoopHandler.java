package dev.weir.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Runs code that waits somewhere else than on the event loop, and comes back with its answer. */
final class OffLoopHandler implements HttpHandler {
    private final BlockingHandler handler;
    private final Function<Scope, Executor> executor;
    private final boolean interruptible;

    private OffLoopHandler(BlockingHandler handler, Function<Scope, Executor> executor, boolean interruptible) {
        this.handler = handler;
        this.executor = executor;
        this.interruptible = interruptible;
    }

    static HttpHandler blocking(BlockingHandler handler) {
        return new OffLoopHandler(handler, Scope::workers, false);
    }

    static HttpHandler virtual(BlockingHandler handler) {
        Executor threads = virtualThreads();
        return new OffLoopHandler(handler, scope -> threads, true);
    }

    /** A virtual thread for each task, so that they spread over the carriers and not over one event loop. */
    private static Executor virtualThreads() {
        MethodHandle start;
        try {
            start = MethodHandles.publicLookup()
                    .findStatic(
                            Thread.class, "startVirtualThread", MethodType.methodType(Thread.class, Runnable.class));
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException(
                    "HttpHandler.virtual needs Java 21 or later and this is Java "
                            + Runtime.version().feature() + "; use HttpHandler.blocking(...) instead",
                    e);
        }
        return task -> {
            try {
                Thread ignored = (Thread) start.invokeExact(task);
            } catch (Throwable e) {
                throw new RejectedExecutionException("no virtual thread could be started", e);
            }
        };
    }

    @Override
    public Future<Response> handle(Request request) {
        Scope scope = request.scope();
        Promise<Response> promise = Promise.promise();
        AtomicReference<Thread> runner = new AtomicReference<>();
        Registration onCancel = scope.onCancel(cause -> {
            promise.tryFail(new CancelledException(cause));
            Thread thread = runner.get();
            if (interruptible && thread != null) {
                thread.interrupt();
            }
        });
        try {
            executor.apply(scope).execute(() -> {
                runner.set(Thread.currentThread());
                run(request, promise);
                runner.set(null);
            });
        } catch (RejectedExecutionException e) {
            onCancel.remove();
            return Future.failedFuture(new HttpException(503, "All workers are busy; try again shortly."));
        }
        return promise.future().onComplete(done -> onCancel.remove());
    }

    private void run(Request request, Promise<Response> promise) {
        Scope scope = request.scope();
        if (scope.isCancelled()) {
            return;
        }
        try {
            Response response = handler.handle(request);
            scope.loop().execute(() -> {
                if (!promise.tryComplete(response)) {
                    response.body().close();
                }
            });
        } catch (Throwable e) {
            scope.loop().execute(() -> promise.tryFail(e));
        }
    }
}
