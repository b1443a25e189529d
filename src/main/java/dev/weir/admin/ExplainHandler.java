package dev.weir.admin;

import dev.weir.cache.Cache;
import dev.weir.fields.FieldNames;
import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;

/**
 * Says what the cache would do with a GET for the URL that the query names. The fields of the request are those of the GET,
 * but for Authorization, which is the owner's.
 */
final class ExplainHandler implements HttpHandler {

    private final Cache cache;

    ExplainHandler(Cache cache) {
        this.cache = cache;
    }

    @Override
    public Future<Response> handle(Request request) {
        String url = request.query("url").orElseThrow(() -> wrong("No URL is named."));
        if (request.query().indexOf('&') >= 0) {
            throw wrong("There is nothing to say but the URL; of one that has a query, & is %26.");
        }
        Request asking = request.withFields(request.fields().without(FieldNames.AUTHORIZATION));
        try {
            String said = cache.explain(url, asking).toString();
            return Response.text(said + "\n")
                    .with(FieldNames.CACHE_CONTROL, "no-store")
                    .asFuture();
        } catch (IllegalArgumentException e) {
            throw wrong("\"url\": " + e.getMessage() + '.');
        }
    }

    private static HttpException wrong(String what) {
        return new HttpException(400, what + " Ask for explain?url=http%3A%2F%2Fwww.example%2Fpage%3Fa%3D1.");
    }
}
