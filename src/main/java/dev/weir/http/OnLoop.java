package dev.weir.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * What a filter is given for the handler behind it: wherever it is called from, it runs on the request's own event loop,
 * and there its answer comes back. So no filter that waits for another thread can take the handler along to it.
 */
class OnLoop implements HttpHandler {
    private final HttpHandler handler;

    /** What a cache sees of an origin that it is around, it sees of this too. */
    private static final class OfOneAuthority extends OnLoop implements FixedAuthority {
        private final FixedAuthority fixed;

        OfOneAuthority(HttpHandler handler, FixedAuthority fixed) {
            super(handler);
            this.fixed = fixed;
        }

        @Override
        public String authority() {
            return fixed.authority();
        }
    }

    private OnLoop(HttpHandler handler) {
        this.handler = handler;
    }

    static HttpHandler of(HttpHandler handler) {
        if (handler instanceof OnLoop) {
            return handler;
        }
        return handler instanceof FixedAuthority fixed ? new OfOneAuthority(handler, fixed) : new OnLoop(handler);
    }

    @Override
    public Future<Response> handle(Request request) {
        Scope scope = request.scope();
        if (scope.isOnLoop()) {
            return back(handler.handle(request), scope);
        }
        Promise<Response> answer = Promise.promise();
        scope.loop().execute(() -> HttpHandler.call(handler, request).onComplete(answer));
        return back(answer.future(), scope);
    }

    /** An answer that is there already costs nothing. */
    @SuppressWarnings("NullAway") // a handler of somebody else may return null, whatever its signature says
    private static Future<Response> back(Future<Response> answer, Scope scope) {
        if (answer == null || answer.isComplete()) {
            return answer;
        }
        Promise<Response> here = Promise.promise();
        answer.onComplete((response, failure) -> settle(here, response, failure, scope));
        return here.future();
    }

    private static void settle(
            Promise<Response> here, @Nullable Response response, @Nullable Throwable failure, Scope scope) {
        if (scope.isOnLoop()) {
            here.complete(response, failure);
        } else {
            scope.loop().execute(() -> here.complete(response, failure));
        }
    }
}
