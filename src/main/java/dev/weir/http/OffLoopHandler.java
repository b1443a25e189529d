package dev.weir.http;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs code that waits somewhere else than on the event loop, and comes back with its answer. */
final class OffLoopHandler implements HttpHandler {
    private static final Fields AGAIN_SOON = Fields.of(FieldNames.RETRY_AFTER, "1");

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
        Run run = new Run(request);
        Registration onCancel = request.onCancel(run::cancel);
        try {
            executor.apply(request.scope()).execute(run);
        } catch (RejectedExecutionException e) {
            onCancel.remove();
            return Future.failedFuture(busy());
        }
        return run.promise.future().onComplete(done -> onCancel.remove());
    }

    /** What the client is told where no worker takes the task. */
    static HttpException busy() {
        return new HttpException(503, "All workers are busy; try again shortly.", AGAIN_SOON);
    }

    /** One run of the handler. */
    private final class Run implements Runnable {
        private final Request request;
        private final Promise<Response> promise = Promise.promise();
        private @Nullable Thread runner;

        Run(Request request) {
            this.request = request;
        }

        @Override
        public void run() {
            if (!start()) {
                return;
            }
            try {
                Response response = handler.handle(request);
                finish();
                comeBack(response);
            } catch (Throwable fault) {
                finish();
                request.scope().loop().execute(() -> promise.tryFail(fault));
            }
        }

        private synchronized boolean start() {
            runner = Thread.currentThread();
            return !promise.future().isComplete() && !request.scope().isCancelled();
        }

        /** From here on nobody interrupts this thread, and what came too late is wiped off. */
        private synchronized void finish() {
            runner = null;
            if (interruptible) {
                Thread.interrupted();
            }
        }

        private void comeBack(@Nullable Response response) {
            request.scope().loop().execute(() -> {
                if (response == null) {
                    promise.tryFail(new NullPointerException(handler.getClass().getName() + " returned null"));
                } else if (!promise.tryComplete(response)) {
                    response.body().close();
                }
            });
        }

        void cancel(Cancellation cause) {
            promise.tryFail(new CancelledException(cause));
            interrupt();
        }

        private synchronized void interrupt() {
            if (interruptible && runner != null) {
                runner.interrupt();
            }
        }
    }
}
