package dev.weir.server;

import dev.weir.http.Time;
import dev.weir.wire.Busy;
import dev.weir.wire.WireServer;
import io.vertx.core.Vertx;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names the request whose handler blocks an event loop. One thread of its own watches all servers of one Vert.x, since a
 * watch on an event loop could be blocked by what it looks for.
 */
final class Blame implements Shareable {
    private static final Logger LOG = LoggerFactory.getLogger(Blame.class);
    private static final String SHARED = Blame.class.getName();

    private final Time time;
    private final Map<WireServer, Watched> servers = new HashMap<>();
    private @Nullable ScheduledExecutorService timer;

    private Blame(Time time) {
        this.time = time;
    }

    /** The watch of {@code vertx}. */
    static Blame of(Vertx vertx) {
        LocalMap<String, Blame> shared = vertx.sharedData().getLocalMap(SHARED);
        return shared.computeIfAbsent("", unseen -> new Blame(Time.of(vertx)));
    }

    /** Watches a server, and warns of what runs on its event loop for longer than {@code limit}. */
    synchronized void watch(WireServer server, Duration limit) {
        ScheduledExecutorService running = timer;
        if (running == null) {
            running = Executors.newSingleThreadScheduledExecutor(Blame::thread);
            timer = running;
        }
        Watched watched = new Watched(server, limit.toNanos());
        servers.put(server, watched);
        long every = Math.max(1, limit.toNanos() / 4);
        watched.task = running.scheduleAtFixedRate(watched, every, every, TimeUnit.NANOSECONDS);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "weir-blame");
        thread.setDaemon(true);
        return thread;
    }

    /** Watches a server no more. */
    synchronized void forget(WireServer server) {
        Watched watched = servers.remove(server);
        if (watched != null && watched.task != null) {
            watched.task.cancel(false);
        }
        if (servers.isEmpty() && timer != null) {
            timer.shutdown();
            timer = null;
        }
    }

    private final class Watched implements Runnable {
        private final WireServer server;
        private final long limit;
        private java.util.concurrent.@Nullable Future<?> task;
        private long serial = -1;
        private long since;
        private long warnAfter;

        Watched(WireServer server, long limit) {
            this.server = server;
            this.limit = limit;
        }

        @Override
        public void run() {
            Busy busy = server.busy().orElse(null);
            long now = time.ticks();
            if (busy == null || busy.serial() != serial) {
                serial = busy == null ? -1 : busy.serial();
                since = now;
                warnAfter = limit;
            } else if (now - since >= warnAfter) {
                // Again only when it has lasted twice as long.
                warnAfter *= 2;
                warn(busy, TimeUnit.NANOSECONDS.toMillis(now - since));
            }
        }

        private void warn(Busy busy, long millis) {
            Thread thread = server.thread();
            BlockedHere here = new BlockedHere(thread.getName());
            here.setStackTrace(thread.getStackTrace());
            LOG.warn(
                    "{} has blocked its event loop for {} ms, and every other client of it with it;"
                            + " wrap what waits in HttpHandler.blocking or HttpHandler.virtual",
                    busy.request(),
                    millis,
                    here);
        }
    }

    /** Carries the stack of the thread that is blocked into the log. */
    private static final class BlockedHere extends Throwable {
        private static final long serialVersionUID = 1L;

        BlockedHere(String thread) {
            super("blocked: " + thread);
        }
    }
}
