import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.get;

import dev.weir.Weir;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.server.RunningServer;
import io.vertx.core.Vertx;
import io.vertx.ext.web.client.WebClient;

/**
 * Hello, by future: the handler asks another server and maps what comes. {@code request.client(...)} ties the call to
 * the request: when the client hangs up, the call stops too.
 *
 * <p>Try {@code curl http://127.0.0.1:8080/relayed}.
 */
public final class HelloFuture {

    private HelloFuture() {}

    /** Takes the port as its first argument. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        Vertx vertx = Vertx.vertx();
        WebClient client = WebClient.create(vertx);
        HttpHandler other = request -> ok(Response.text("hello from the other server\n"));
        RunningServer otherServer = Weir.serve(vertx, 0, other).await();

        HttpHandler routes = Routes.of(get(
                "/relayed",
                request -> request.client(client)
                        .getAbs(otherServer.url() + "/")
                        .send()
                        .map(answer -> Response.text("relayed: " + answer.bodyAsString()))));

        RunningServer server = Weir.serve(vertx, port, routes).await();
        System.out.println("listening on " + server.url());
    }
}
