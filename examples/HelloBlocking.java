import static dev.weir.http.Routes.get;

import dev.weir.Weir;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.server.RunningServer;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Hello, blocking: code that waits, on a bounded pool of worker threads. When the pool and its queue are full, clients
 * get 503 rather than a place at the end of an endless queue.
 *
 * <p>Try {@code curl http://127.0.0.1:8080/slow}.
 */
public final class HelloBlocking {

    private HelloBlocking() {}

    /** Takes the port as its first argument. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        HttpHandler routes =
                Routes.of(get("/slow", HttpHandler.blocking(request -> Response.text(slowDatabase() + "\n"))));

        RunningServer server = Weir.serve(Vertx.vertx(), port, routes).await();
        System.out.println("listening on " + server.url());
    }

    /** Holds its thread for 50 ms. */
    private static String slowDatabase() throws Exception {
        return CompletableFuture.supplyAsync(
                        () -> "hello from a worker thread",
                        CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS))
                .get();
    }
}
