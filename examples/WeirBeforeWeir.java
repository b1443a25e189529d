import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.get;

import dev.weir.Weir;
import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.origin.Origin;
import dev.weir.server.RunningServer;
import io.vertx.core.Vertx;
import java.net.URI;

/**
 * Weir before Weir: a service, and a cache in front of it, each a server of its own. Here they share a program; on two
 * machines, nothing changes but the address.
 *
 * <p>Try {@code curl -i http://127.0.0.1:8080/} twice, and look at {@code Via}, {@code Age} and {@code Cache-Status}.
 */
public final class WeirBeforeWeir {

    private WeirBeforeWeir() {}

    /** Takes the port as its first argument. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        Vertx vertx = Vertx.vertx();
        Routes service = Routes.of(get(
                "/",
                request -> ok(Response.text("a page from the Weir behind\n").with("Cache-Control", "max-age=10"))));
        RunningServer behind = Weir.serve(vertx, 0, service).await();

        Cache cache = Cache.create(vertx, CacheSettings.ofMemory(64 << 20));
        Origin origin = Origin.to(vertx, URI.create(behind.url()));
        RunningServer before = Weir.serve(vertx, port, cache.around(origin)).await();
        System.out.println("listening on " + before.url());
    }
}
