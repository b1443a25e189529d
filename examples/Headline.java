import static dev.weir.http.Routes.get;

import dev.weir.Weir;
import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.server.RunningServer;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A headline that changes by the second and takes 300 ms to make, cached for one second around the handler: however many
 * ask, it is made once a second. The handler says how long its answer may be kept, as it would to any cache.
 *
 * <p>Try {@code curl -i http://127.0.0.1:8080/headline} twice, and look at {@code Age} and {@code Cache-Status}.
 */
public final class Headline {

    private Headline() {}

    /** Takes the port as its first argument. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        Vertx vertx = Vertx.vertx();
        Cache cache = Cache.create(vertx, CacheSettings.ofMemory(16 << 20));
        AtomicInteger made = new AtomicInteger();
        HttpHandler headline = HttpHandler.blocking(request ->
                Response.text("headline number " + slowly(made) + "\n").with("Cache-Control", "max-age=1"));

        RunningServer server = Weir.serve(vertx, port, Routes.of(get("/headline", cache.around(headline))))
                .await();
        System.out.println("listening on " + server.url());
    }

    /** Holds its thread for 300 ms, as a slow database would. */
    private static int slowly(AtomicInteger made) throws Exception {
        return CompletableFuture.supplyAsync(
                        made::incrementAndGet, CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS))
                .get();
    }
}
