import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.get;

import dev.weir.Weir;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.server.RunningServer;
import io.vertx.core.Vertx;

/**
 * Hello, at once: the handler has its answer when it is called, and gives it back without leaving the event loop.
 *
 * <p>Try {@code curl http://127.0.0.1:8080/hello/weir}.
 */
public final class HelloAtOnce {

    private HelloAtOnce() {}

    /** Takes the port as its first argument. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        HttpHandler routes =
                Routes.of(get("/hello/{name}", request -> ok(Response.text("hello " + request.param("name") + "\n"))));

        RunningServer server = Weir.serve(Vertx.vertx(), port, routes).await();
        System.out.println("listening on " + server.url());
    }
}
