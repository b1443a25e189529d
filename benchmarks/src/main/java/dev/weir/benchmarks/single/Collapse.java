package dev.weir.benchmarks.single;

import dev.weir.benchmarks.servers.Peer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A thousand clients ask {@code weir proxy}, on two event loops, for one cold key at once; half of them leave midway.
 * Counts what the origin is asked, and whether every client that stays gets every byte.
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar dev.weir.benchmarks.single.Collapse
 * </pre>
 */
public final class Collapse {
    private static final int CLIENTS = 1_000;

    private Collapse() {}

    /** What became of one client. */
    private enum End {
        WHOLE,
        LEFT,
        BROKEN
    }

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            System.out.println("| origin waits | content | requests at the origin | whole | left | broken | seconds |");
            System.out.println("|---|---|---|---|---|---|---|");
            for (int delay : new int[] {5, 500}) {
                for (int bytes : new int[] {1 << 10, 10 << 20}) {
                    run(vertx, Duration.ofMillis(delay), bytes);
                }
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    private static void run(Vertx vertx, Duration delay, int bytes) throws Exception {
        TestOrigin origin = await(TestOrigin.start(vertx, delay, bytes, "max-age=3600", Duration.ZERO));
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setDecompressionSupported(false),
                new PoolOptions().setHttp1MaxSize(CLIENTS).setMaxWaitQueueSize(CLIENTS));
        try (Peer weir = WeirProxy.start(origin.url(), 2)) {
            long start = System.nanoTime();
            List<Future<End>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(ask(client, weir.url(), bytes, i % 2 == 1));
            }
            await(Future.join(clients).otherwiseEmpty());
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "| %d ms | %d KiB | %d | %d | %d | %d | %.1f |%n",
                    delay.toMillis(),
                    bytes >> 10,
                    origin.requests(),
                    count(clients, End.WHOLE),
                    count(clients, End.LEFT),
                    count(clients, End.BROKEN),
                    seconds);
        } finally {
            await(client.close());
        }
    }

    private static long count(List<Future<End>> clients, End end) {
        return clients.stream().filter(c -> c.result() == end).count();
    }

    /** Asks; one that leaves does so at half of the content, or with the head where the content is one piece. */
    private static Future<End> ask(HttpClient client, String url, int bytes, boolean leaves) {
        RequestOptions options = new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url);
        return client.request(options)
                .compose(request -> request.send().compose(response -> {
                    if (leaves && bytes <= 1 << 16) {
                        return request.reset().map(End.LEFT).otherwise(End.LEFT);
                    }
                    return read(response, bytes, leaves ? bytes / 2 : Long.MAX_VALUE);
                }))
                .otherwise(End.BROKEN);
    }

    private static Future<End> read(HttpClientResponse response, int bytes, long leaveAt) {
        Promise<End> promise = Promise.promise();
        long[] read = {0};
        boolean[] right = {response.statusCode() == 200};
        response.exceptionHandler(cause -> promise.tryComplete(End.BROKEN));
        response.handler(chunk -> {
            for (int i = 0; i < chunk.length(); i += 997) { // a sample: the load shares a core with what it measures
                right[0] &= chunk.getByte(i) == TestOrigin.patternAt(read[0] + i);
            }
            read[0] += chunk.length();
            if (read[0] >= leaveAt && promise.tryComplete(End.LEFT)) {
                response.request().reset();
            }
        });
        response.endHandler(end -> promise.tryComplete(right[0] && read[0] == bytes ? End.WHOLE : End.BROKEN));
        return promise.future();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(180, TimeUnit.SECONDS);
    }
}
