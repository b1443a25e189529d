package dev.weir;

import dev.weir.http.HttpHandler;
import dev.weir.server.RunningServer;
import dev.weir.server.ServerSettings;
import dev.weir.server.Servers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The front door, for servers in one line. */
public final class Weir {

    private Weir() {}

    /**
     * Serves {@code handler} on this machine alone, on as many event loops as there are processors.
     *
     * @param port 0 for a free one
     * @return fails if the port cannot be had
     */
    public static Future<RunningServer> serve(Vertx vertx, int port, HttpHandler handler) {
        return serve(vertx, ServerSettings.onPort(port), handler);
    }

    /** As {@link #serve(Vertx, int, HttpHandler)}, with settings. */
    public static Future<RunningServer> serve(Vertx vertx, ServerSettings settings, HttpHandler handler) {
        return serve(vertx, settings, Runtime.getRuntime().availableProcessors(), handler);
    }

    /** As {@link #serve(Vertx, ServerSettings, HttpHandler)}, on that many event loops. */
    public static Future<RunningServer> serve(
            Vertx vertx, ServerSettings settings, int instances, HttpHandler handler) {
        return Servers.start(vertx, settings, instances, handler);
    }
}
