package dev.weir.origin;

import dev.weir.http.Scope;
import dev.weir.http.Time;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one event loop, looked after by one sweep: so no call needs a timer. It runs only while there is
 * something to look after.
 */
final class Lane {
    private static final Duration COARSE = Duration.ofMillis(250);

    final Thread loop = Thread.currentThread();
    private final Time time;
    private final Pool pool;
    private final Duration interval;
    private @Nullable Call first;
    /** Which the sweep looks at next. */
    private @Nullable Call upcoming;

    private boolean armed;

    Lane(Time time, Pool pool, OriginSettings settings) {
        this.time = time;
        this.pool = pool;
        Duration quarter = settings.timeouts().shortest().dividedBy(4);
        this.interval = quarter.compareTo(COARSE) < 0 ? quarter : COARSE;
    }

    void add(Call call) {
        Call next = first;
        call.next = next;
        if (next != null) {
            next.previous = call;
        }
        first = call;
        arm(call.scope());
    }

    void remove(Call call) {
        Call before = call.previous;
        Call after = call.next;
        if (upcoming == call) {
            upcoming = after;
        }
        if (before != null) {
            before.next = after;
        } else if (first == call) {
            first = after;
        }
        if (after != null) {
            after.previous = before;
        }
        call.previous = null;
        call.next = null;
    }

    /** Leaves a connection that {@code call} has no more use for to the next, and looks after it. */
    void keep(Link link, Call call) {
        pool.keep(link, time.ticks());
        arm(call.scope());
    }

    /** A timer set in the name of a deployment would end with it. */
    private void arm(Scope scope) {
        if (!armed) {
            armed = true;
            scope.detached().execute(this::schedule);
        }
    }

    private void schedule() {
        time.after(interval, this::sweep);
    }

    private void sweep() {
        long now = time.ticks();
        @Nullable Call call = first;
        while (call != null) {
            // What is over removes itself, and maybe others, the next among them.
            upcoming = call.next;
            call.check(now);
            call = upcoming;
        }
        pool.expire(loop, now);
        armed = first != null || pool.hasIdle(loop);
        if (armed) {
            schedule();
        }
    }
}
