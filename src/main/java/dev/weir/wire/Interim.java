package dev.weir.wire;

import dev.weir.fields.Fields;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/** Sends interim responses (RFC 9110 §15.2). Vert.x knows 100 and 103; others are passed over. */
final class Interim {
    private static final int EARLY_HINTS = 103;

    private Interim() {}

    /** Sends one, from any thread. */
    static Future<Void> send(Exchange exchange, int status, Fields fields) {
        if (status < 102 || status > 199) {
            throw new IllegalArgumentException("not the status of an interim response (102 to 199): " + status);
        }
        Promise<Void> written = Promise.promise();
        exchange.loop().execute(() -> sendNow(exchange, status, fields).onComplete(written));
        return written.future();
    }

    private static Future<Void> sendNow(Exchange exchange, int status, Fields fields) {
        // A client of HTTP/1.0 knows no interim response (RFC 9110 §15.2).
        if (status != EARLY_HINTS || !exchange.isHandling() || exchange.request.version() == HttpVersion.HTTP_1_0) {
            return Future.succeededFuture();
        }
        HttpServerResponse response = exchange.request.response();
        MultiMap lines = MultiMap.caseInsensitiveMultiMap();
        fields.forEach((name, value) -> lines.add(name, value));
        return response.writeEarlyHints(lines);
    }
}
