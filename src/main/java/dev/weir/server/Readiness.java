package dev.weir.server;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/**
 * Answers whoever balances the load: 200 while requests are wanted, 503 once the last server that tells it has begun to
 * drain, and 200 again when one starts anew. Put it on a route, and into {@link Drain#telling}. May be shared by all
 * instances of a server, and by several servers on one port.
 */
public final class Readiness implements HttpHandler {
    private static final Fields FIELDS =
            Fields.of("Content-Type", "text/plain; charset=utf-8", "Cache-Control", "no-store");

    private int wanting;
    private volatile boolean ready = true;

    @Override
    public Future<Response> handle(Request request) {
        return ready ? answer(200, "ready") : answer(503, "draining");
    }

    private static Future<Response> answer(int status, String word) {
        return HttpHandler.ok(Response.of(status, FIELDS, Body.of(Buffer.buffer(word))));
    }

    /** Whether requests are wanted. */
    public boolean isReady() {
        return ready;
    }

    /** One more server wants requests. */
    synchronized void began() {
        wanting++;
        ready = true;
    }

    /** One of those that wanted requests wants no more. */
    synchronized void fail() {
        wanting--;
        ready = wanting > 0;
    }
}
