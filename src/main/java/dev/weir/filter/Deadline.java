package dev.weir.filter;

import dev.weir.http.Filter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;
import java.time.Duration;

/** Wants the head of the response sooner than the server does: 504 after {@code limit}, and the work is cancelled. */
public final class Deadline implements Filter {
    private final Duration limit;

    private Deadline(Duration limit) {
        this.limit = limit;
    }

    /** A deadline that long after the request gets here. One that is nearer already stands. */
    public static Deadline of(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("a deadline must be ahead: " + limit);
        }
        return new Deadline(limit);
    }

    @Override
    public Future<Response> handle(Request request, HttpHandler next) {
        request.scope().deadlineIn(limit);
        return next.handle(request);
    }
}
