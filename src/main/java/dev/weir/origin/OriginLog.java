package dev.weir.origin;

import dev.weir.http.HttpException;
import dev.weir.http.LogRate;
import dev.weir.http.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log what is wrong with an origin server: when it goes down and comes up again, and what it answers badly. */
final class OriginLog {
    private static final Logger LOG = LoggerFactory.getLogger(Origin.class);

    private final String origin;
    private final LogRate changes = new LogRate();
    private final LogRate failures = new LogRate();
    private volatile boolean down;

    OriginLog(Target target) {
        this.origin = (target.tls() ? "https://" : "http://") + target.authority();
    }

    /** No connection could be made. */
    synchronized void down(HttpException fault, Throwable why, long now) {
        boolean closedHere = why instanceof IllegalStateException;
        if (!down && !closedHere && changes.admit(now) != LogRate.NOT_NOW) {
            down = true;
            LOG.warn(
                    "{} is down: {} Requests that go to it get {} until it is up ({})",
                    origin,
                    fault.detail(),
                    fault.status(),
                    why.getMessage());
        }
    }

    /** A connection stands. */
    void up() {
        if (down) {
            upAgain();
        }
    }

    private synchronized void upAgain() {
        if (down) {
            down = false;
            LOG.warn("{} is up again", origin);
        }
    }

    /** A request had no valid response, or none in time. */
    void failed(Request request, Throwable cause, long now) {
        if (!(cause instanceof HttpException fault) || fault.status() <= 500 || Faults.isNotHttp(fault)) {
            return; // a client's doing, or logged
        }
        long leftOut = failures.admit(now);
        if (leftOut != LogRate.NOT_NOW) {
            // Without the query, which may hold secrets.
            LOG.warn(
                    "{} {} at {}: {} The client gets {} ({} more since the last line)",
                    request.method(),
                    request.path(),
                    origin,
                    fault.detail(),
                    fault.status(),
                    leftOut);
        }
    }
}
