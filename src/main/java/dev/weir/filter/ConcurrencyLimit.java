package dev.weir.filter;

import dev.weir.fields.FieldNames;
import dev.weir.http.Failures;
import dev.weir.http.Filter;
import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets so many requests be in flight at once, and answers the next with 503 and {@code Retry-After} at once instead of
 * letting it wait (RFC 9110 §15.6.4). A request is in flight until its response has been sent whole, or given up. All
 * instances that are given the same filter share its limit.
 */
public final class ConcurrencyLimit implements Filter {
    private final int limit;
    private final String retryAfter;
    private final AtomicInteger inFlight = new AtomicInteger();

    private ConcurrencyLimit(int limit, String retryAfter) {
        this.limit = limit;
        this.retryAfter = retryAfter;
    }

    /**
     * A limit.
     *
     * @param retryAfter when a client may come again; in whole seconds, at least one
     */
    public static ConcurrencyLimit of(int limit, Duration retryAfter) {
        if (limit < 1) {
            throw new IllegalArgumentException("at least one request must be let through, not " + limit);
        }
        return new ConcurrencyLimit(limit, Long.toString(Math.max(1, retryAfter.toSeconds())));
    }

    /** The requests that are in flight now. */
    public int inFlight() {
        return inFlight.get();
    }

    @Override
    public Future<Response> handle(Request request, HttpHandler next) {
        if (inFlight.incrementAndGet() > limit) {
            inFlight.decrementAndGet();
            return Failures.toResponse(new HttpException(503, "There is more to do here than can be done; try again."))
                    .with(FieldNames.RETRY_AFTER, retryAfter)
                    .asFuture();
        }
        request.scope().onEnd(sent -> inFlight.decrementAndGet());
        return next.handle(request);
    }
}
