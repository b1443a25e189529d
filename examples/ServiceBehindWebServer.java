import static dev.weir.http.HttpHandler.ok;
import static dev.weir.http.Routes.get;

import dev.weir.Weir;
import dev.weir.filter.BehindProxy;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Routes;
import dev.weir.server.RunningServer;
import io.vertx.core.Vertx;

/**
 * A service behind another web server, which has the certificate and the public address. What that server says of the
 * client is believed because it comes from this machine; from elsewhere anybody could say it.
 *
 * <p>With nginx:
 *
 * <pre>
 * location / {
 *   proxy_pass http://127.0.0.1:8080;
 *   proxy_http_version 1.1;
 *   proxy_set_header Connection "";
 *   proxy_set_header Host $host;
 *   proxy_set_header X-Forwarded-Host $host;
 *   proxy_set_header X-Forwarded-Proto $scheme;
 *   proxy_set_header X-Forwarded-For $remote_addr;
 * }
 * </pre>
 */
public final class ServiceBehindWebServer {

    private ServiceBehindWebServer() {}

    /** Takes the port as its first argument. */
    public static void main(String[] args) {
        int port = args.length > 0 ? Integer.parseInt(args[0]) : 8080;
        Routes routes = Routes.of(get("/", request -> ok(Response.text(ownAddress(request) + "\n"))));

        HttpHandler behindTheWebServer = BehindProxy.at("127.0.0.1").around(routes);
        RunningServer server =
                Weir.serve(Vertx.vertx(), port, behindTheWebServer).await();
        System.out.println("listening on " + server.url());
    }

    /** This service's address as its users see it, for links in mails and the like. */
    private static String ownAddress(Request request) {
        return request.scheme() + "://" + request.authority();
    }
}
