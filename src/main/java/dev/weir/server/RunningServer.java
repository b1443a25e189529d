package dev.weir.server;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;

/** A server that listens. */
public final class RunningServer {
    private final Vertx vertx;
    private final String deployment;
    private final Listen listen;
    private final boolean secured;
    private final int port;

    RunningServer(Vertx vertx, String deployment, ServerSettings settings, int port) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.listen = settings.listen();
        this.secured = settings.tls().isPresent();
        this.port = port;
    }

    /** The port that is listened on. */
    public int port() {
        return port;
    }

    /** Where a browser on this machine finds it, such as {@code http://127.0.0.1:8080}. */
    public String url() {
        String host = switch (listen.host()) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::" -> "localhost";
            default -> listen.host();
        };
        return (secured ? "https://" : "http://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /**
     * Stops: readiness fails first, then, after a pause, no connection is taken any more, and what is in flight finishes
     * within its limit; see {@link Drain}. To end everything, {@code server.drain().eventually(vertx::close)}.
     *
     * @return completes when all is closed
     */
    public Future<Void> drain() {
        // The undeployment's own future tells on an event loop, and could tell nobody of what comes behind a close.
        Promise<Void> drained = Promise.promise();
        vertx.undeploy(deployment).onComplete(drained);
        return drained.future();
    }
}
