package dev.weir.server;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.shareddata.LocalMap;

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
        LocalMap<String, Integer> numbers = vertx.sharedData().getLocalMap(SHARED);
        Integer known = numbers.get(deployment);
        if (known != null) {
            return known;
        }
        int fresh = numbers.merge(COUNT, 1, Integer::sum);
        Integer faster = numbers.putIfAbsent(deployment, fresh);
        return faster == null ? fresh : faster;
    }
}
