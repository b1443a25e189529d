package dev.weir.server;

import dev.weir.http.HttpHandler;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts servers for those who need no verticle of their own. */
public final class Servers {

    private Servers() {}

    /**
     * Starts a server with a handler that is shared by all instances.
     *
     * @param instances how many event loops take part
     * @return fails if the port cannot be had
     */
    public static Future<RunningServer> start(
            Vertx vertx, ServerSettings settings, int instances, HttpHandler handler) {
        AtomicInteger port = new AtomicInteger();
        DeploymentOptions options = new DeploymentOptions().setInstances(instances);
        return vertx.deployVerticle(() -> new Instance(settings, handler, port), options)
                .map(deployment -> new RunningServer(vertx, deployment, settings, port.get()));
    }

    private static final class Instance extends HttpVerticle {
        private final ServerSettings settings;
        private final HttpHandler handler;
        private final AtomicInteger port;

        Instance(ServerSettings settings, HttpHandler handler, AtomicInteger port) {
            this.settings = settings;
            this.handler = handler;
            this.port = port;
        }

        @Override
        protected HttpHandler handler() {
            return handler;
        }

        @Override
        protected ServerSettings settings() {
            return settings;
        }

        @Override
        public Future<?> start() {
            return super.start().onSuccess(started -> port.set(port()));
        }
    }
}
