import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.get;
import static dev.weir.http.Routes.prefix;

import dev.weir.Weir;
import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.server.RunningServer;
import dev.weir.web.VertxWeb;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;

/**
 * The bridge with vertx-web, both ways: a router that exists is mounted as a handler, and a Weir handler, cached, is
 * mounted in that router.
 *
 * <p>Try {@code curl http://127.0.0.1:8080/old/page} and {@code curl -i http://127.0.0.1:8080/old/cached}.
 */
public final class VertxWebBridge {

    private VertxWebBridge() {}

    /** Takes the port as its first argument. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        Vertx vertx = Vertx.vertx();
        Cache cache = Cache.create(vertx, CacheSettings.ofMemory(16 << 20));
        HttpHandler page = request -> ok(Response.text("cached by Weir\n").with("Cache-Control", "max-age=60"));

        Router router = Router.router(vertx);
        router.get("/old/page").handler(context -> context.end("from a vertx-web router\n"));
        router.get("/old/cached").handler(VertxWeb.handler(cache.around(page)));

        Routes routes = Routes.of(
                get("/", request -> ok(Response.text("from a Weir handler\n"))),
                prefix("/old/", VertxWeb.mount(router)));
        RunningServer server = Weir.serve(vertx, port, routes).await();
        System.out.println("listening on " + server.url());
    }
}
