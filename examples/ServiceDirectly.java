import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.get;

import dev.weir.Weir;
import dev.weir.edge.Tls;
import dev.weir.filter.ConcurrencyLimit;
import dev.weir.filter.Deadline;
import dev.weir.filter.Errors;
import dev.weir.filter.SecurityHeaders;
import dev.weir.http.Filter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.server.Drain;
import dev.weir.server.Listen;
import dev.weir.server.Readiness;
import dev.weir.server.RunningServer;
import dev.weir.server.ServerSettings;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A service online, directly: nothing stands in front of it, so it has its own certificate, a deadline, a limit of
 * concurrency, the fields that protect browsers, and a readiness to watch; and it listens on all addresses of the machine,
 * where {@code Weir.serve(vertx, port, ...)} is for this machine alone. Limits of the edge are on in any case.
 *
 * <p>Arguments: the port, and, to serve https with HTTP/2, the PEM files of a certificate and its key.
 */
public final class ServiceDirectly {

    private ServiceDirectly() {}

    /** Takes the port, the certificate and the key. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        Readiness readiness = new Readiness();
        Filter protection = Filter.of(
                Errors.create(),
                SecurityHeaders.defaults(),
                Deadline.of(Duration.ofSeconds(10)),
                ConcurrencyLimit.of(1_000, Duration.ofSeconds(1)));
        HttpHandler routes =
                Routes.of(get("/", request -> ok(Response.text("a service online\n"))), get("/ready", readiness));

        ServerSettings settings = ServerSettings.on(new Listen("0.0.0.0", port)) // all addresses of this machine
                .withDrain(Drain.defaults().telling(readiness));
        if (args.length == 3) {
            settings = settings.withTls(new Tls(Path.of(args[1]), Path.of(args[2])));
        }
        RunningServer server =
                Weir.serve(Vertx.vertx(), settings, protection.around(routes)).await();
        System.out.println("listening on " + server.url());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() ->
                        server.drain().toCompletionStage().toCompletableFuture().join()));
    }
}
