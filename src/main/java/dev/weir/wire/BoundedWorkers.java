package dev.weir.wire;

import io.vertx.core.Context;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** Vert.x's worker pool, whose queue has no end, with an end. */
final class BoundedWorkers implements Executor {
    private final Context context;
    private final int limit;
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * @param limit tasks that run or wait
     */
    BoundedWorkers(Context context, int limit) {
        this.context = context;
        this.limit = limit;
    }

    @Override
    public void execute(Runnable task) {
        if (taken.incrementAndGet() > limit) {
            taken.decrementAndGet();
            throw new RejectedExecutionException(limit + " tasks run or wait already");
        }
        context.executeBlocking(
                        () -> {
                            task.run();
                            return null;
                        },
                        false)
                .onComplete(done -> taken.decrementAndGet());
    }
}
