import static dev.weir.http.Routes.get;

import dev.weir.Weir;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.server.RunningServer;
import io.vertx.core.Vertx;

/**
 * Hello, by callback: the handler is given a reply to complete later, here by a timer. Meanwhile no thread waits.
 *
 * <p>Try {@code curl http://127.0.0.1:8080/later}.
 */
public final class HelloCallback {

    private HelloCallback() {}

    /** Takes the port as its first argument. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        Vertx vertx = Vertx.vertx();
        HttpHandler routes = Routes.of(get(
                "/later",
                HttpHandler.callback((request, reply) ->
                        vertx.setTimer(50, timer -> reply.complete(Response.text("hello, 50 ms later\n"))))));

        RunningServer server = Weir.serve(vertx, port, routes).await();
        System.out.println("listening on " + server.url());
    }
}
