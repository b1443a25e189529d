package dev.weir.server;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;

/** Finds the port that all instances of one deployment share. */
final class Ports {
    private static final String SHARED = Ports.class.getName();
    private static final String COUNT = "";

    private Ports() {}

    /**
     * The address to listen on. Vert.x gives each instance that asks for port 0 a port of its own, and one port to all
     * who ask for the same number below 0: so each deployment gets such a number.
     */
    static SocketAddress address(Vertx vertx, Context context, Listen listen) {
        int port = listen.port() == 0 ? -number(vertx, context.deploymentID()) : listen.port();
        return port < 0
                ? SocketAddress.sharedRandomPort(-port, listen.host())
                : SocketAddress.inetSocketAddress(port, listen.host());
    }

    private static int number(Vertx vertx, String deployment) {
        LocalMap<String, Shared> shared = vertx.sharedData().getLocalMap(SHARED);
        Shared known = shared.compute(
                deployment, (id, before) -> before == null ? null : new Shared(before.number(), before.users() + 1));
        if (known != null) {
            return known.number();
        }
        int fresh = shared.merge(COUNT, new Shared(1, 0), (before, one) -> new Shared(before.number() + 1, 0))
                .number();
        return shared.merge(
                        deployment,
                        new Shared(fresh, 1),
                        (faster, mine) -> new Shared(faster.number(), faster.users() + 1))
                .number();
    }

    /** An instance listens no more, or never has: the last of a deployment leaves nothing behind. */
    static void leave(Vertx vertx, Context context, Listen listen) {
        if (listen.port() == 0) {
            LocalMap<String, Shared> shared = vertx.sharedData().getLocalMap(SHARED);
            shared.computeIfPresent(
                    context.deploymentID(),
                    (id, before) -> before.users() == 1 ? null : new Shared(before.number(), before.users() - 1));
        }
    }

    /** A number for a port, and how many instances use it. */
    private record Shared(int number, int users) implements Shareable {}
}
