package dev.weir.cache;

import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;

/** Calls the handler below so that whatever it does is a future. */
final class Calls {

    private Calls() {}

    @SuppressWarnings("NullAway") // a handler of somebody else may return null, whatever its signature says
    static Future<Response> call(HttpHandler next, Request request) {
        try {
            Future<Response> answer = next.handle(request);
            return answer == null ? Future.failedFuture(nothing()) : answer.compose(Calls::notNull);
        } catch (Throwable e) {
            return Future.failedFuture(e);
        }
    }

    @SuppressWarnings("NullAway") // as above
    private static Future<Response> notNull(Response response) {
        return response == null ? Future.failedFuture(nothing()) : Future.succeededFuture(response);
    }

    private static NullPointerException nothing() {
        return new NullPointerException("the handler around which the cache lies gave null");
    }
}
