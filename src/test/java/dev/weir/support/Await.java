package dev.weir.support;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for a future on a test's thread. */
public final class Await {
    /** Only what hangs takes as long, however busy the machine is. */
    public static final int SECONDS = 60;

    private Await() {}

    public static <T> T of(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }

    /** Waits, without sleeping, until something is so that nobody tells of. */
    public static void until(BooleanSupplier condition) throws TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new TimeoutException("it is not so after " + SECONDS + " seconds");
            }
            Thread.onSpinWait();
        }
    }
}
