package dev.weir.support;

import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;

/** Waits for a future on a test's thread. */
public final class Await {
    /** Only what hangs takes as long, however busy the machine is. */
    public static final int SECONDS = 60;

    private Await() {}

    public static <T> T of(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    }
}
