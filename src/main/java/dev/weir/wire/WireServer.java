package dev.weir.wire;

import dev.weir.edge.Limits;
import dev.weir.edge.Tls;
import dev.weir.http.HttpHandler;
import dev.weir.http.Time;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerBuilder;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;

/** One listening instance of a server: it belongs to the event loop, and to the deployment, that it was made on. */
public final class WireServer {
    /** How long what was cancelled at the end of a drain may take to say so, and its reader to take that. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final HttpServer server;
    private final Lane lane;

    private WireServer(HttpServer server, Lane lane) {
        this.server = server;
        this.lane = lane;
    }

    /**
     * Listens; to be called on an event loop context of {@code vertx}, on which the handler will be called.
     *
     * @param address a port below zero is one free port for all who give the same number; zero is a free port of its own
     */
    public static Future<WireServer> listen(
            Vertx vertx, SocketAddress address, Limits limits, Optional<Tls> tls, HttpHandler handler) {
        ContextInternal context = ((VertxInternal) vertx).getOrCreateContext();
        if (!context.isEventLoopContext()) {
            return Future.failedFuture(new IllegalStateException("a server runs on an event loop, not on "
                    + context.threadingModel()
                    + ": deploy it there and wrap what blocks in HttpHandler.blocking or HttpHandler.virtual"));
        }
        Lane lane = new Lane(context, Time.of(vertx), limits, handler);
        Edge edge = new Edge(limits, lane);
        HttpServerBuilder builder =
                vertx.httpServerBuilder().with(edge.config(tls)).withConnectHandler(edge::connected);
        return tls.map(files -> secured(vertx, builder, files, limits))
                .orElseGet(() -> Future.succeededFuture(builder))
                .compose(ready -> {
                    HttpServer server =
                            ready.build().requestHandler(lane::accept).invalidRequestHandler(lane::refuse);
                    return server.listen(address).map(listening -> new WireServer(server, lane));
                });
    }

    private static Future<HttpServerBuilder> secured(Vertx vertx, HttpServerBuilder builder, Tls tls, Limits limits) {
        return tls.check(vertx)
                .map(engine -> builder.with(tls.options(limits.connection())).with(engine));
    }

    /** The port that is listened on. */
    public int port() {
        return server.actualPort();
    }

    /** What runs on the event loop right now in the name of a request; from any thread. */
    public Optional<Busy> busy() {
        return lane.busy();
    }

    /** The event loop's thread. */
    public Thread thread() {
        return lane.thread;
    }

    /**
     * Takes no more connections, announces the close on each that is left, and lets what is in flight finish; after
     * {@code limit} it is cancelled and cut off. On the event loop.
     *
     * @return completes when all connections are closed
     */
    public Future<Void> drain(Duration limit) {
        lane.drain();
        Duration last = limit.plus(LAST_WORDS);
        lane.time.after(limit, this::cutOff);
        lane.time.after(last, lane.leaving::cut);
        return server.shutdown(last).onComplete(closed -> lane.detached(lane.copies::close));
    }

    private void cutOff() {
        for (Exchange exchange : lane.inFlight.all()) {
            exchange.shutdown();
        }
    }
}
