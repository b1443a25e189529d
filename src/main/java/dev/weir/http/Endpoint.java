package dev.weir.http;

import io.vertx.core.Future;

/** Where a route leads: its handler, and what of the path it hands on. */
final class Endpoint {
    private static final String NOWHERE = "";

    /** There is no route. */
    static final Endpoint NONE = new Endpoint(
            new Route.Entry("", "", "/", Route.Kind.EXACT, request -> Future.succeededFuture(), NOWHERE),
            RoutePattern.parse("/"));

    private final Route.Entry entry;
    private final String shown;
    private final int[] places;
    private final String[] names;

    Endpoint(Route.Entry entry, RoutePattern pattern) {
        this.entry = entry;
        this.shown = entry.host() + entry.pattern();
        this.places = pattern.places();
        this.names = pattern.names();
    }

    Future<Response> handle(Request request) {
        request.scope().route(shown);
        return entry.handler().handle(names.length == 0 ? request : request.withParams(take(request.target())));
    }

    private Params take(String target) {
        String[] values = new String[names.length];
        int end = PathRules.end(target);
        int from = 1;
        int segment = 0;
        for (int i = 0; i < values.length; i++) {
            while (segment < places[i]) {
                from = PathRules.segmentEnd(target, from, end) + 1;
                segment++;
            }
            values[i] = PathRules.decode(target, from, PathRules.segmentEnd(target, from, end))
                    .orElseThrow(PathRules::notUtf8);
        }
        return new Params(names, values);
    }

    String shown() {
        return shown;
    }

    Route.Entry entry() {
        return entry;
    }
}
