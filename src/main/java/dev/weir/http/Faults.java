package dev.weir.http;

import org.jspecify.annotations.Nullable;

/** Runs several things, each whatever the others throw, and throws the first fault on when all have run. */
final class Faults {
    private @Nullable RuntimeException first;

    void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException fault) {
            if (first == null) {
                first = fault;
            } else if (first != fault) {
                first.addSuppressed(fault);
            }
        }
    }

    void rethrow() {
        if (first != null) {
            throw first;
        }
    }
}
