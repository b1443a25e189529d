package dev.weir.benchmarks.single;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicInteger;

/** An origin that waits before it answers and counts what it is asked. */
final class TestOrigin {
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;

    private TestOrigin(HttpServer server) {
        this.server = server;
    }

    /** @param clockOffset how far its clock, as it stands in Date, is ahead */
    static Future<TestOrigin> start(
            Vertx vertx, Duration delay, int bodyBytes, String cacheControl, Duration clockOffset) {
        Buffer body = Buffer.buffer(pattern(bodyBytes));
        HttpServer server = vertx.createHttpServer();
        TestOrigin origin = new TestOrigin(server);
        server.requestHandler(request -> {
            origin.requests.incrementAndGet();
            vertx.setTimer(Math.max(1, delay.toMillis()), timer -> request.response()
                    .putHeader("Cache-Control", cacheControl)
                    .putHeader(
                            "Date",
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    ZonedDateTime.now(ZoneOffset.UTC).plus(clockOffset)))
                    .putHeader("Content-Type", "application/octet-stream")
                    .end(body));
        });
        return server.listen(0, "127.0.0.1").map(origin);
    }

    int requests() {
        return requests.get();
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    /** Bytes of which each tells its place, so that a shift or a gap shows. */
    static byte[] pattern(int bytes) {
        byte[] pattern = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            pattern[i] = patternAt(i);
        }
        return pattern;
    }

    static byte patternAt(long i) {
        return (byte) ((i * 31) ^ (i >>> 8));
    }
}
