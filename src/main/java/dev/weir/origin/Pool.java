package dev.weir.origin;

import io.vertx.core.http.HttpClientConnection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one origin server, and who may use one. Vert.x's own pool is passed by, since a request that waits
 * in it cannot be called off.
 *
 * <p>One for all event loops, under one short lock: a request uses a connection of its own loop only, but the bound
 * holds over all. Nothing foreign is called while the lock is held.
 */
final class Pool {
    enum Admission {
        ADMITTED,
        QUEUED,
        FULL
    }

    private final OriginLimits limits;
    private final LinkedHashSet<Call> queue = new LinkedHashSet<>();
    private final Map<Thread, ArrayDeque<Link>> idle = new HashMap<>();
    private int inUse;
    private int open;

    Pool(OriginLimits limits) {
        this.limits = limits;
    }

    /** Asks for a place; one that is queued is told by {@link Call#admitted()}, on its own loop. */
    synchronized Admission enter(Call call) {
        if (inUse < limits.connections()) {
            inUse++;
            return Admission.ADMITTED;
        }
        if (queue.size() >= limits.queued()) {
            return Admission.FULL;
        }
        queue.add(call);
        return Admission.QUEUED;
    }

    /** Takes a call out of the queue. Does nothing where it is not in it any more. */
    synchronized void leave(Call call) {
        queue.remove(call);
    }

    /** Gives a place back, or to whoever has waited longest. */
    void exit() {
        Call next;
        synchronized (this) {
            Iterator<Call> waiting = queue.iterator();
            if (!waiting.hasNext()) {
                inUse--;
                return;
            }
            next = waiting.next();
            waiting.remove();
        }
        next.onLoop(next::admitted);
    }

    /** A connection of this event loop that nobody uses, the one used last. */
    synchronized Optional<Link> take(Thread loop) {
        ArrayDeque<Link> links = idle.get(loop);
        if (links == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(links.pollFirst());
    }

    /** Counts a connection that is about to be made; where that is one too many, one that is idle is closed for it. */
    void opening() {
        @Nullable Link evicted = null;
        synchronized (this) {
            open++;
            if (open > limits.connections()) {
                evicted = evictOldest();
            }
        }
        if (evicted != null) {
            close(evicted);
        }
    }

    private @Nullable Link evictOldest() {
        @Nullable Link oldest = null;
        for (ArrayDeque<Link> links : idle.values()) {
            Link candidate = links.peekLast();
            if (candidate != null && (oldest == null || candidate.idleSince - oldest.idleSince < 0)) {
                oldest = candidate;
            }
        }
        if (oldest != null) {
            remove(oldest);
        }
        return oldest;
    }

    /** The connection that was counted could not be made. */
    synchronized void notOpened() {
        open--;
    }

    /** The connection that was counted stands. */
    Link opened(HttpClientConnection connection) {
        Link link = new Link(connection, Thread.currentThread());
        connection.exceptionHandler(failure -> {}); // whoever uses it learns it from the call
        connection.closeHandler(closed -> onClosed(link));
        return link;
    }

    private synchronized void onClosed(Link link) {
        open--;
        link.closed = true;
        remove(link);
    }

    private void remove(Link link) {
        ArrayDeque<Link> links = idle.get(link.loop);
        if (links != null) {
            links.remove(link);
        }
    }

    /** Keeps a connection whose response and request have ended, for the next. */
    synchronized void keep(Link link, long now) {
        if (link.closed) {
            return;
        }
        link.idleSince = now;
        idle.computeIfAbsent(link.loop, loop -> new ArrayDeque<>()).addFirst(link);
    }

    /** Closes a connection that is of no more use. */
    void close(Link link) {
        synchronized (this) {
            link.closed = true;
        }
        link.connection.close();
    }

    /** Closes what has been idle for too long on this event loop. */
    void expire(Thread loop, long now) {
        List<Link> expired = new ArrayList<>();
        synchronized (this) {
            ArrayDeque<Link> links = idle.getOrDefault(loop, new ArrayDeque<>());
            while (!links.isEmpty()
                    && now - links.getLast().idleSince >= limits.idle().toNanos()) {
                expired.add(links.removeLast());
            }
        }
        expired.forEach(this::close);
    }

    /** Whether there are idle connections on this event loop. */
    synchronized boolean hasIdle(Thread loop) {
        ArrayDeque<Link> links = idle.get(loop);
        return links != null && !links.isEmpty();
    }
}
