package dev.weir.wire;

import dev.weir.http.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges that are going on on one event loop, and the one coarse sweep that looks after their limits, so that no
 * exchange costs a timer. Sweeps only while there is something to sweep.
 */
final class InFlight {
    private static final Duration EVERY = Duration.ofMillis(100);

    private final Time time;
    private @Nullable Exchange first;
    /** Whom the sweep looks at next. */
    private @Nullable Exchange upcoming;

    private int size;
    private int handling;
    private boolean armed;

    InFlight(Time time) {
        this.time = time;
    }

    /** Those whose handler has not answered. */
    int handling() {
        return handling;
    }

    /** The handler of one has answered, or nobody waits for that any more. */
    void answered() {
        handling--;
    }

    void add(Exchange exchange) {
        Exchange second = first;
        exchange.next = second;
        if (second != null) {
            second.previous = exchange;
        }
        first = exchange;
        size++;
        handling++;
        if (!armed) {
            arm();
        }
    }

    void remove(Exchange exchange) {
        Exchange before = exchange.previous;
        Exchange after = exchange.next;
        if (upcoming == exchange) {
            upcoming = after;
        }
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        exchange.previous = null;
        exchange.next = null;
        size--;
    }

    /** Those that are going on now. */
    List<Exchange> all() {
        List<Exchange> all = new ArrayList<>(size);
        for (Exchange at = first; at != null; at = at.next) {
            all.add(at);
        }
        return all;
    }

    private void arm() {
        armed = true;
        time.after(EVERY, this::sweep);
    }

    private void sweep() {
        armed = false;
        long now = time.ticks();
        Exchange at = first;
        while (at != null) {
            // What is due removes itself, and maybe others, the next among them.
            upcoming = at.next;
            if (at.isDue(now)) {
                at.overdue(now);
            }
            at = upcoming;
        }
        if (first != null && !armed) {
            arm();
        }
    }
}
