package dev.weir.wire;

import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import java.util.Optional;

/** Calls code that is written for Vert.x's requests, such as a vertx-web Router, and catches its response. */
public final class Bridge {
    private Bridge() {}

    /** The request that {@code given} stands for; none where it was not given by {@link #call}. */
    public static Optional<Request> requestOf(HttpServerRequest given) {
        // vertx-web wraps the request it is given, and leaves the response as it is.
        return given.response() instanceof BridgedResponse response ? Optional.of(response.request) : Optional.empty();
    }

    /**
     * What {@code handler} answers to {@code request}; on a Vert.x event loop.
     *
     * @return fails with an {@link IllegalStateException} elsewhere
     */
    public static Future<Response> call(Handler<HttpServerRequest> handler, Request request) {
        ContextInternal current = ContextInternal.current();
        if (current == null) {
            return Future.failedFuture(new IllegalStateException("Vert.x code is called on a Vert.x event loop only"));
        }
        // Its own, so that what is kept there for one request is not seen by another.
        ContextInternal context = current.duplicate();
        BridgedRequest bridged = new BridgedRequest(request, context);
        context.dispatch(bridged, given -> {
            try {
                handler.handle(given);
            } catch (RuntimeException e) {
                given.fail(e);
            }
        });
        return bridged.answer();
    }
}
