package dev.weir.web;

import dev.weir.http.Failures;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.wire.Bridge;
import dev.weir.wire.Guest;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * The bridge between Weir and vertx-web, both ways: a Router is a handler, so that filters and the cache go around it,
 * and a handler is a route's.
 */
public final class VertxWeb {

    private VertxWeb() {}

    /**
     * A Router as a handler. It is given each request with its content unread, and what it writes is caught as a
     * response. What it has no route for is its own 404, or what its error handlers make of it; give it a last route
     * {@code router.route().last().handler(VertxWeb.handler(next))} where others shall have a try.
     */
    public static HttpHandler mount(Router router) {
        return request -> Bridge.call(router, request);
    }

    /**
     * A handler for a route of a Router, in Weir's server or any other of Vert.x. It is given the whole path. The content
     * is handed on unread, or as a BodyHandler in front has read it. A failure goes to the Router's failure handlers,
     * with the status that it has in Weir.
     */
    public static Handler<RoutingContext> handler(HttpHandler handler) {
        return context -> {
            Guest guest = Guest.of(context.request(), read(context));
            context.addEndHandler(end -> guest.ended(end.failed()));
            guest.serve(handler).onFailure(cause -> fail(context, cause));
        };
    }

    private static Optional<Buffer> read(RoutingContext context) {
        return Optional.ofNullable(context.body()).map(body -> body.buffer());
    }

    private static void fail(RoutingContext context, Throwable cause) {
        if (!context.response().headWritten() && !context.response().closed()) {
            context.fail(Failures.toResponse(cause).status(), cause);
        }
    }

    /**
     * The request that a mounted Router was called with, and so the attributes that filters outside have set, such as
     * who it is. None where the Router is not mounted.
     */
    public static Optional<Request> request(RoutingContext context) {
        return Bridge.requestOf(context.request());
    }
}
