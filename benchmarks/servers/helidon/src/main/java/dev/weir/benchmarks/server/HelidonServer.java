package dev.weir.benchmarks.server;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.Handler;

/** Helidon 4: a virtual thread for each connection. */
public final class HelidonServer {
    private HelidonServer() {}

    public static void main(String[] arguments) {
        Endpoints endpoints = new Endpoints(arguments);
        BlockingClient client = new BlockingClient(endpoints.originPort(), Endpoints.ORIGIN_CONNECTIONS);
        Handler all = (request, response) -> {
            String path = request.path().path();
            response.header(HeaderNames.CONTENT_TYPE, Endpoints.type(path));
            response.send(endpoints.blocking(path, client));
        };
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .backlog(4096)
                .routing(routing -> routing.get("/plain", all)
                        .get("/json", all)
                        .get("/large", all)
                        .get("/wait", all)
                        .get("/hash", all))
                .build()
                .start();
        Endpoints.listening(server.port());
    }
}
