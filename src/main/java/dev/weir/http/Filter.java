package dev.weir.http;

import io.vertx.core.Future;
import java.util.List;

/**
 * A function around a handler: it sees the request on its way down and the response on its way up. The cache is one,
 * and so it goes around an origin or around your own code with the same rules.
 */
@FunctionalInterface
public interface Filter {

    /**
     * Answers {@code request}, most often by what {@code next} answers. Threads and errors as {@link HttpHandler}.
     *
     * @param next may be called on any thread: it runs, and its future completes, on the request's own event loop
     */
    Future<Response> handle(Request request, HttpHandler next);

    /** This filter around {@code handler}. */
    default HttpHandler around(HttpHandler handler) {
        HttpHandler next = OnLoop.of(handler);
        return request -> handle(request, next);
    }

    /** Several filters as one; the first is the outermost. */
    static Filter of(Filter... filters) {
        List<Filter> inwards = List.of(filters);
        return new Filter() {
            @Override
            public Future<Response> handle(Request request, HttpHandler next) {
                return around(next).handle(request);
            }

            @Override
            public HttpHandler around(HttpHandler handler) {
                HttpHandler composed = handler;
                for (int i = inwards.size() - 1; i >= 0; i--) {
                    composed = inwards.get(i).around(composed);
                }
                return composed;
            }
        };
    }
}
