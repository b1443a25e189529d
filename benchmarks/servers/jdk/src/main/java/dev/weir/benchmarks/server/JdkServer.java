package dev.weir.benchmarks.server;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** The JDK's own server, with 200 threads. */
public final class JdkServer {
    private static final int THREADS = 200;

    private JdkServer() {}

    public static void main(String[] arguments) throws IOException {
        // Without it, each answer on a kept connection waits for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // By default it keeps 200 idle connections and closes the others.
        System.setProperty("sun.net.httpserver.maxIdleConnections", "20000");
        Endpoints endpoints = new Endpoints(arguments);
        BlockingClient client = new BlockingClient(endpoints.originPort(), THREADS);
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 4096);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.createContext("/", exchange -> {
            try (exchange) {
                String path = exchange.getRequestURI().getPath();
                byte[] content = endpoints.blocking(path, client);
                exchange.getResponseHeaders().set("Content-Type", Endpoints.type(path));
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            }
        });
        server.start();
        Endpoints.listening(server.getAddress().getPort());
    }
}
