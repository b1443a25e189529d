import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.get;

import dev.weir.Weir;
import dev.weir.cache.Live;
import dev.weir.http.EventStream;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.server.RunningServer;
import io.vertx.core.Vertx;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Prices, told to everybody who listens by one run of one handler: it is as simple as for one client, and runs once for
 * all. It is begun by the first who listens and cancelled when the last has left; who comes later hears the prices from
 * then on.
 *
 * <p>Try {@code curl -N http://127.0.0.1:8080/prices} in two windows, and {@code curl http://127.0.0.1:8080/runs}, or open
 * {@code http://127.0.0.1:8080/} in a browser.
 */
public final class LivePrices {

    private static final String PAGE = "<!doctype html><title>Prices</title><p id=p>"
            + "<script>new EventSource('/prices').onmessage = e => p.textContent = e.data</script>";

    private LivePrices() {}

    /** Takes the port as its first argument. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        Vertx vertx = Vertx.vertx();
        AtomicInteger runs = new AtomicInteger();
        // The prices are the same for everybody, whatever cookies a browser sends.
        Live live = Live.create().ignoring("Cookie");
        Routes routes = Routes.of(
                get("/", request -> ok(Response.html(PAGE))),
                get("/runs", request -> ok(Response.text(runs + "\n"))),
                get("/prices", live.around(request -> {
                    int run = runs.incrementAndGet();
                    return ok(Response.events(request, events -> tell(vertx, run, events)));
                })));

        RunningServer server = Weir.serve(vertx, port, routes).await();
        System.out.println("listening on " + server.url());
    }

    private static void tell(Vertx vertx, int run, EventStream prices) {
        AtomicInteger count = new AtomicInteger();
        long timer = vertx.setPeriodic(100, tick -> {
            int price = ThreadLocalRandom.current().nextInt(100);
            prices.send("run " + run + ", price " + count.incrementAndGet() + ": " + price);
        });
        prices.onClose(() -> vertx.cancelTimer(timer));
    }
}
