package dev.weir.cache;

import dev.weir.http.LogRate;
import dev.weir.http.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of what nobody would know otherwise: what failed below while something stale was served in its place, and what
 * goes wrong in the cache itself.
 */
final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Cache.class);

    private final Counters counters;
    private final LogRate hidden = new LogRate();
    private final LogRate own = new LogRate();

    Faults(Counters counters) {
        this.counters = counters;
    }

    /** The handler below failed, and no client was told. */
    void hidden(Request request, Throwable cause) {
        log(
                hidden,
                request,
                "{} {} failed below the cache, and no client was told ({} more since the last line)",
                cause);
    }

    /** The cache failed, and the request was answered without it. */
    void own(Request request, Throwable cause) {
        counters.faults.increment();
        log(own, request, "{} {} failed in the cache, and went on without it ({} more since the last line)", cause);
    }

    private static void log(LogRate rate, Request request, String line, Throwable cause) {
        long leftOut = rate.admit(request.scope().time().ticks());
        if (leftOut != LogRate.NOT_NOW) {
            // Without the query, which may hold secrets.
            LOG.error(line, request.method(), request.path(), leftOut, cause);
        }
    }
}
