package dev.weir.benchmarks.single;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/** Vert.x and nothing around it: the fields of a cached answer, their names and values prepared, and 1 KiB. */
final class RawVertxServer {
    private static final CharSequence[] FIELDS = {
        "Date", "Sat, 21 Nov 2026 10:00:00 GMT",
        "Content-Type", "text/plain; charset=utf-8",
        "Cache-Control", "max-age=86400",
        "ETag", "\"0123456789abcdef\"",
        "Last-Modified", "Thu, 01 Jan 2026 00:00:00 GMT",
        "Server", "floor",
        "Via", "1.1 weir",
        "Age", "5",
        "Cache-Status", "Weir; hit; ttl=86395",
        "Content-Length", "1024",
    };

    private RawVertxServer() {}

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        CharSequence[] fields = new CharSequence[FIELDS.length];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = HttpHeaders.createOptimized(FIELDS[i].toString());
        }
        Buffer body = Buffer.buffer("x".repeat(1024));
        vertx.createHttpServer()
                .requestHandler(request -> {
                    HttpServerResponse response = request.response();
                    for (int i = 0; i < fields.length; i += 2) {
                        response.putHeader(fields[i], fields[i + 1]);
                    }
                    response.end(body);
                })
                .listen(0, "127.0.0.1")
                .onSuccess(server -> System.out.println(server.actualPort()))
                .onFailure(cause -> {
                    System.err.println(cause);
                    System.exit(1);
                });
    }
}
