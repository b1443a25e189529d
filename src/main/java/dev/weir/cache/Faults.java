package dev.weir.cache;

import dev.weir.http.Request;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of what nobody would know otherwise: what failed below while something stale was served in its place, and what
 * goes wrong in the cache itself. A line of each kind a second at the most; the next says how many were left out.
 */
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Cache.class);
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private static final class Rate {
        private boolean begun;
        private long next;
        private long leftOut;

        /** What to add to a line, or nothing to say it now. */
        synchronized String admit(long now) {
            if (begun && now - next < 0) {
                leftOut++;
                return "";
            }
            String more = leftOut == 0 ? "." : ". So did " + leftOut + " more since the last line.";
            begun = true;
            next = now + PAUSE;
            leftOut = 0;
            return more;
        }
    }

    private final Counters counters;
    private final Rate hidden = new Rate();
    private final Rate own = new Rate();

    Faults(Counters counters) {
        this.counters = counters;
    }

    /** The handler below failed, and no client was told. */
    void hidden(Request request, Throwable cause) {
        log(hidden, request, "{} {} failed below the cache, and no client was told{}", cause);
    }

    /** The cache failed, and the request was answered without it. */
    void own(Request request, Throwable cause) {
        counters.faults.increment();
        log(own, request, "{} {} failed in the cache, and was answered without it{}", cause);
    }

    private static void log(Rate rate, Request request, String line, Throwable cause) {
        String more = rate.admit(request.scope().time().ticks());
        if (!more.isEmpty()) {
            // Without the query, which may hold secrets.
            LOG.error(line, request.method(), request.path(), more, cause);
        }
    }
}
