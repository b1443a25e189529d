package dev.weir.cache;

import dev.weir.http.Registration;
import dev.weir.http.Scope;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Tells when a fill's deadline has passed, which may come nearer or move away until then. Used in its mailbox only. */
final class DeadlineWatch {
    private final Scope scope;
    private final Executor home;
    private final Runnable onPassed;
    private Registration timer = Registration.NONE;
    private boolean ended;

    /** @param home the mailbox in which {@code onPassed} runs, once */
    DeadlineWatch(Scope scope, Executor home, Runnable onPassed) {
        this.scope = scope;
        this.home = home;
        this.onPassed = onPassed;
    }

    /** Looks at the deadline as it is now, and again when that should have passed. */
    void look() {
        if (ended) {
            return;
        }
        timer.remove();
        long left = scope.deadline() - scope.time().ticks();
        if (left > 0) {
            timer = scope.time().after(Duration.ofNanos(left), () -> home.execute(this::look));
        } else {
            ended = true;
            onPassed.run();
        }
    }

    void end() {
        ended = true;
        timer.remove();
    }
}
