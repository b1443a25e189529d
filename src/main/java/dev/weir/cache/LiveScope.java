package dev.weir.cache;

import dev.weir.fields.Fields;
import dev.weir.http.Registration;
import dev.weir.http.Scope;
import io.vertx.core.Future;
import java.time.Duration;

/**
 * The life of a live stream: on the event loop of the request that began it, in nobody's name. No client's deadline is its
 * own; one that the handler sets for itself is.
 */
final class LiveScope extends DetachedScope {
    private final Runnable onDeadline;
    private long deadline = NO_DEADLINE;
    private Registration timer = Registration.NONE;

    LiveScope(Scope leader, Runnable onDeadline) {
        super(leader);
        this.onDeadline = onDeadline;
    }

    /** Interim responses are for those who wait, who may be nobody by then: passed over. */
    @Override
    public Future<Void> inform(int status, Fields fields) {
        return Future.succeededFuture();
    }

    @Override
    public synchronized long deadline() {
        return deadline;
    }

    @Override
    public synchronized void deadlineIn(Duration limit) {
        long wanted = time().ticks() + limit.toNanos();
        if (deadline == NO_DEADLINE || wanted - deadline < 0) {
            deadline = wanted;
            timer.remove();
            timer = time().after(limit, () -> loop().execute(onDeadline));
        }
    }

    /** The deadline is to the head. */
    synchronized void answered() {
        timer.remove();
    }
}
