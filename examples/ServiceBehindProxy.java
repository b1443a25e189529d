import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.get;

import dev.weir.Weir;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.server.RunningServer;
import io.vertx.core.Vertx;

/**
 * A service as the application server behind Weir's proxy: it says how long each answer may be kept and by whom, and the
 * proxy does the rest. Redeploying the service does not empty the cache.
 *
 * <p>In front of it:
 *
 * <pre>
 * java -jar target/weir.jar proxy --origin http://127.0.0.1:8080 --listen 127.0.0.1:8000
 * </pre>
 */
public final class ServiceBehindProxy {

    private ServiceBehindProxy() {}

    /** Takes the port as its first argument. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        Routes routes = Routes.of(
                get(
                        "/",
                        request -> ok(Response.text("a page that may be kept for ten seconds\n")
                                .with("Cache-Control", "max-age=10, stale-while-revalidate=10, stale-if-error=3600"))),
                get(
                        "/me",
                        request ->
                                ok(Response.text("a page for one user alone\n").with("Cache-Control", "private"))),
                get(
                        "/now",
                        request ->
                                ok(Response.text("a page that nobody keeps\n").with("Cache-Control", "no-store"))));

        RunningServer server = Weir.serve(Vertx.vertx(), port, routes).await();
        System.out.println("listening on " + server.url());
    }
}
