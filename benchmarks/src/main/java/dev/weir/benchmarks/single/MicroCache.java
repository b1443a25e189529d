package dev.weir.benchmarks.single;

import dev.weir.benchmarks.servers.Peer;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A hundred requests a second through {@code weir proxy} for a page with {@code max-age=1}, for 30 seconds, with the
 * origin's clock right, 5 s behind and 5 s ahead. Counts what the origin is asked and the greatest Age sent.
 *
 * <pre>
 * java -cp benchmarks/target/benchmarks.jar dev.weir.benchmarks.single.MicroCache
 * </pre>
 */
public final class MicroCache {
    private static final int SECONDS = 30;
    private static final int A_SECOND = 100;

    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger wrong = new AtomicInteger();
    private final AtomicInteger greatestAge = new AtomicInteger();

    private MicroCache() {}

    public static void main(String[] arguments) throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            System.out.println("| origin's clock | requests | wrong answers | requests at the origin | greatest Age |");
            System.out.println("|---|---|---|---|---|");
            for (int offset : new int[] {0, -5, 5}) {
                new MicroCache().run(vertx, Duration.ofSeconds(offset));
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    private void run(Vertx vertx, Duration clockOffset) throws Exception {
        TestOrigin origin = TestOrigin.start(vertx, Duration.ofMillis(1), 1024, "max-age=1", clockOffset)
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        HttpClient client = vertx.createHttpClient();
        try (Peer weir = WeirProxy.start(origin.url(), 1)) {
            Promise<Void> done = Promise.promise();
            int[] sent = {0};
            vertx.setPeriodic(1000 / A_SECOND, timer -> {
                if (sent[0]++ == SECONDS * A_SECOND) {
                    vertx.cancelTimer(timer);
                    vertx.setTimer(1000, grace -> done.complete());
                } else {
                    ask(client, weir.url());
                }
            });
            done.future().toCompletionStage().toCompletableFuture().get(SECONDS + 30, TimeUnit.SECONDS);
            System.out.printf(
                    "| %+d s | %d | %d | %d | %d s |%n",
                    clockOffset.toSeconds(), answered.get(), wrong.get(), origin.requests(), greatestAge.get());
        }
    }

    private void ask(HttpClient client, String url) {
        client.request(new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(url))
                .compose(request -> request.send())
                .compose(response -> {
                    String age = response.getHeader("Age");
                    greatestAge.accumulateAndGet(age == null ? 0 : Integer.parseInt(age), Math::max);
                    if (response.statusCode() != 200) {
                        wrong.incrementAndGet();
                    }
                    return response.body();
                })
                .onComplete(body -> {
                    answered.incrementAndGet();
                    if (body.failed() || body.result().length() != 1024) {
                        wrong.incrementAndGet();
                    }
                });
    }
}
