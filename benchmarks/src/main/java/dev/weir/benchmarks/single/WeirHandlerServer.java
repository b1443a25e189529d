package dev.weir.benchmarks.single;

import dev.weir.Weir;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;

/** A handler behind a route that answers with the fields that {@link RawVertxServer} sends. */
final class WeirHandlerServer {
    private WeirHandlerServer() {}

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        // Date and Content-Length are the server's.
        Fields fields = Fields.of(
                "Content-Type", "text/plain; charset=utf-8",
                "Cache-Control", "max-age=86400",
                "ETag", "\"0123456789abcdef\"",
                "Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT",
                "Server", "floor",
                "Via", "1.1 weir",
                "Age", "5",
                "Cache-Status", "Weir; hit; ttl=86395");
        Body body = Body.of(Buffer.buffer("x".repeat(1024)));
        Weir.serve(
                        vertx,
                        0,
                        Routes.of(
                                Routes.get("/", request -> HttpHandler.ok(Response.of(200, fields, body))),
                                Routes.get(
                                        "/hello/{name}",
                                        request -> HttpHandler.ok(Response.text(request.param("name"))))))
                .onSuccess(server -> System.out.println(server.port()))
                .onFailure(cause -> {
                    System.err.println(cause);
                    System.exit(1);
                });
    }
}
