import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.get;

import dev.weir.Weir;
import dev.weir.http.EventStream;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.server.RunningServer;
import io.vertx.core.Vertx;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The time, told to every browser that listens: server-sent events. A client that hangs up is forgotten, one that reads
 * too slowly is dropped and comes back by itself.
 *
 * <p>Try {@code curl -N http://127.0.0.1:8080/time}, or open {@code http://127.0.0.1:8080/} in a browser.
 */
public final class ServerSentEvents {

    private static final String PAGE = "<!doctype html><title>Time</title><p id=t>"
            + "<script>new EventSource('/time').onmessage = e => t.textContent = e.data</script>";

    private ServerSentEvents() {}

    /** Takes the port as its first argument. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        Vertx vertx = Vertx.vertx();
        Set<EventStream> listeners = ConcurrentHashMap.newKeySet();
        vertx.setPeriodic(200, timer -> {
            String now = LocalTime.now(ZoneId.systemDefault()).toString();
            listeners.removeIf(listener -> !listener.send(now));
        });
        Routes routes = Routes.of(
                get("/", request -> ok(Response.html(PAGE))),
                get("/time", request -> ok(Response.events(request, listeners::add))));

        RunningServer server = Weir.serve(vertx, port, routes).await();
        System.out.println("listening on " + server.url());
    }
}
