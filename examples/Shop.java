import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.get;
import static dev.weir.http.Routes.put;

import dev.weir.Weir;
import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.cache.Purge;
import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.server.RunningServer;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Pages that say by tags what they show, and a handler that writes: it purges by tag, and need not know on which pages
 * what it has changed stands.
 *
 * <p>Try {@code curl -i http://127.0.0.1:8080/products} twice, then
 * {@code curl -X PUT -d 'a green lamp' http://127.0.0.1:8080/products/1}, and the first again.
 */
public final class Shop {

    private Shop() {}

    /** Takes the port as its first argument. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        Vertx vertx = Vertx.vertx();
        Cache cache = Cache.create(vertx, CacheSettings.ofMemory(16 << 20));
        Map<String, String> products = new ConcurrentSkipListMap<>(Map.of("1", "a red lamp", "2", "a chair"));

        HttpHandler all = request -> ok(Response.json(new TreeMap<>(products))
                .with("Cache-Control", "max-age=86400")
                .with("Surrogate-Key", "product-" + String.join(" product-", products.keySet())));
        HttpHandler one = request -> ok(Response.text(known(products.get(request.param("id"))) + "\n")
                .with("Cache-Control", "max-age=86400")
                .with("Surrogate-Key", "product-" + request.param("id")));
        HttpHandler write = request -> request.text().compose(name -> {
            known(products.replace(request.param("id"), name));
            return cache.purge(Purge.tag("product-" + request.param("id"))).map(purged -> Response.of(204));
        });

        Routes routes = Routes.of(
                get("/products", cache.around(all)),
                get("/products/{id}", cache.around(one)),
                put("/products/{id}", write));
        RunningServer server = Weir.serve(vertx, port, routes).await();
        System.out.println("listening on " + server.url());
    }

    private static String known(String name) {
        return Optional.ofNullable(name).orElseThrow(() -> new HttpException(404, "There is no such product."));
    }
}
