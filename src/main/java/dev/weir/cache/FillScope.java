package dev.weir.cache;

import dev.weir.fields.Fields;
import dev.weir.http.Scope;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.BiConsumer;

/** The life of a fill: it runs on the event loop of the request that began it, and in nobody's name. */
final class FillScope extends DetachedScope {
    private final BiConsumer<Integer, Fields> onInterim;
    private final Runnable onNearer;
    private volatile long deadline;
    private long own;
    private boolean waitedFor;

    /**
     * @param leader whose event loop it runs on
     * @param limit how long its head is waited for at the most
     * @param onInterim takes interim responses
     * @param onNearer told when the handler below has brought the deadline nearer
     */
    FillScope(Scope leader, Duration limit, BiConsumer<Integer, Fields> onInterim, Runnable onNearer) {
        super(leader);
        this.onInterim = onInterim;
        this.onNearer = onNearer;
        this.own = time().ticks() + limit.toNanos();
        this.deadline = own;
        leader.onDrain(this::drain);
    }

    /**
     * Somebody waits for the head who gives up at that tick: it is wanted until the latest of them does, but no longer than
     * the handler below gives itself.
     */
    synchronized void waitedForUntil(long tick) {
        long bounded = tick == NO_DEADLINE || tick - own > 0 ? own : tick;
        if (!waitedFor || bounded - deadline > 0) {
            deadline = bounded;
        }
        waitedFor = true;
    }

    @Override
    public Future<Void> inform(int status, Fields fields) {
        onInterim.accept(status, fields);
        return Future.succeededFuture();
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public void deadlineIn(Duration limit) {
        synchronized (this) {
            long wanted = time().ticks() + limit.toNanos();
            own = wanted - own < 0 ? wanted : own;
            if (own - deadline >= 0) {
                return;
            }
            deadline = own;
        }
        onNearer.run();
    }
}
