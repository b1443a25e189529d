import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.get;
import static dev.weir.http.Routes.post;

import dev.weir.Weir;
import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.cache.Purge;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.server.RunningServer;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A page that is kept for a day and thrown away at once when something is added to it: what changes a page says so to the
 * cache.
 *
 * <p>Try {@code curl -i http://127.0.0.1:8080/} twice, then {@code curl -d ada http://127.0.0.1:8080/names}, and the first
 * again.
 */
public final class GuestBook {

    private GuestBook() {}

    /** Takes the port as its first argument. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        Vertx vertx = Vertx.vertx();
        Cache cache = Cache.create(vertx, CacheSettings.ofMemory(16 << 20));
        List<String> names = new CopyOnWriteArrayList<>();

        HttpHandler page =
                request -> ok(Response.text(names.isEmpty() ? "nobody yet\n" : String.join("\n", names) + "\n")
                        .with("Cache-Control", "max-age=86400"));
        HttpHandler sign = request -> request.text().map(name -> {
            names.add(name);
            // The page as this client knows it; one with several names would be invalidated under each.
            cache.purge(Purge.url(URI.create(request.scheme() + "://" + request.authority() + "/")));
            return Response.of(204);
        });

        RunningServer server = Weir.serve(vertx, port, Routes.of(get("/", cache.around(page)), post("/names", sign)))
                .await();
        System.out.println("listening on " + server.url());
    }
}
