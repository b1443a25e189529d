package dev.weir.wire;

import dev.weir.Weir;
import dev.weir.http.HttpHandler;
import dev.weir.server.RunningServer;
import dev.weir.server.ServerSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** A server on one event loop, for one test. */
final class Fixture implements AutoCloseable {
    final Vertx vertx;
    final RunningServer server;

    private Fixture(Vertx vertx, RunningServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    static Fixture serving(HttpHandler handler) throws Exception {
        return serving(Transport.EPOLL, limits -> limits, handler);
    }

    static Fixture serving(UnaryOperator<ExchangeLimits> change, HttpHandler handler) throws Exception {
        return serving(Transport.EPOLL, change, handler);
    }

    static Fixture serving(Transport transport, UnaryOperator<ExchangeLimits> change, HttpHandler handler)
            throws Exception {
        ServerSettings settings = ServerSettings.onPort(0).withLimits(change.apply(ExchangeLimits.DEFAULT));
        return serving(transport, settings, handler);
    }

    static Fixture serving(Transport transport, ServerSettings settings, HttpHandler handler) throws Exception {
        Vertx vertx = transport.vertx();
        return new Fixture(vertx, Await.of(Weir.serve(vertx, settings, 1, handler)));
    }

    RawClient client() throws IOException {
        return new RawClient(server.port());
    }

    /** What the server answers to these bytes, until it closes. */
    String exchange(String request) throws IOException {
        try (RawClient client = client()) {
            return client.send(request).readAll();
        }
    }

    @Override
    public void close() throws Exception {
        Await.of(vertx.close());
    }
}
