package dev.weir.support;

import dev.weir.Weir;
import dev.weir.edge.ExchangeLimits;
import dev.weir.http.HttpHandler;
import dev.weir.server.RunningServer;
import dev.weir.server.ServerSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** A server on one event loop, for one test. */
public final class Fixture implements AutoCloseable {
    public final Vertx vertx;
    public final RunningServer server;

    private Fixture(Vertx vertx, RunningServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    public static Fixture serving(HttpHandler handler) throws Exception {
        return serving(Transport.EPOLL, limits -> limits, handler);
    }

    public static Fixture serving(UnaryOperator<ExchangeLimits> change, HttpHandler handler) throws Exception {
        return serving(Transport.EPOLL, change, handler);
    }

    public static Fixture serving(Transport transport, UnaryOperator<ExchangeLimits> change, HttpHandler handler)
            throws Exception {
        ServerSettings settings = ServerSettings.onPort(0).withLimits(change.apply(ExchangeLimits.defaults()));
        return serving(transport, settings, handler);
    }

    public static Fixture serving(Transport transport, ServerSettings settings, HttpHandler handler) throws Exception {
        Vertx vertx = transport.vertx();
        return new Fixture(vertx, Await.of(Weir.serve(vertx, settings, 1, handler)));
    }

    public RawClient client() throws IOException {
        return new RawClient(server.port());
    }

    /** What the server answers to these bytes, until it closes. */
    public String exchange(String request) throws IOException {
        try (RawClient client = client()) {
            return client.send(request).readAll();
        }
    }

    @Override
    public void close() throws Exception {
        Await.of(vertx.close());
    }
}
