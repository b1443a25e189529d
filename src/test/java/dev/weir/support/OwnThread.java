package dev.weir.support;

import java.util.concurrent.CompletableFuture;

/** Runs what waits beside a test on a thread of its own. */
public final class OwnThread {
    private OwnThread() {}

    /**
     * Runs {@code task}, which may block. Not on the common pool: on a machine of two processors that has one thread, and
     * since Java 25 the HTTP client of a test is told there what comes.
     */
    public static CompletableFuture<Void> run(Runnable task) {
        return CompletableFuture.runAsync(task, running -> new Thread(running, "beside the test").start());
    }
}
