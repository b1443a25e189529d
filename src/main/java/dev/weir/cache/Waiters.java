package dev.weir.cache;

import dev.weir.fields.Fields;
import dev.weir.http.Scope;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Those who wait for a fill's head, and which of them its request is like. Used in the fill's mailbox only. */
final class Waiters {
    private final Counters counters;
    /** In the order in which they came; any of them may leave at any time. */
    private final Set<Waiter> waiting = new LinkedHashSet<>();

    private @Nullable Waiter leader;

    Waiters(Counters counters) {
        this.counters = counters;
    }

    void lead(Waiter waiter) {
        leader = waiter;
    }

    /** @param onLeave runs when it is cancelled, wherever that happens */
    void add(Waiter waiter, Runnable onLeave) {
        waiting.add(waiter);
        counters.waiting.increment();
        waiter.whenLeaving(onLeave);
    }

    /** Whether it was there. */
    boolean remove(Waiter waiter) {
        boolean there = waiting.remove(waiter);
        if (there) {
            counters.waiting.decrement();
        }
        return there;
    }

    /** All of them, who do not wait any more; it is for the caller to answer them. */
    List<Waiter> take() {
        List<Waiter> taken = List.copyOf(waiting);
        waiting.clear();
        counters.waiting.add(-taken.size());
        return taken;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    boolean isLeader(Waiter waiter) {
        return waiter == leader;
    }

    /** Passes an interim response on. Whom the final one is for is not known yet: nobody else may have it. */
    void inform(int status, Fields fields) {
        if (leader != null && waiting.contains(leader)) {
            Scope scope = leader.request().scope();
            scope.loop().execute(() -> scope.inform(status, fields));
        }
    }
}
