package dev.weir.support;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;

/** The two ways in which Vert.x talks to the system; what holds on one is shown on the other. */
public enum Transport {
    NIO(false),
    EPOLL(true);

    private final boolean isNative;

    Transport(boolean isNative) {
        this.isNative = isNative;
    }

    public Vertx vertx() {
        Vertx vertx = Vertx.vertx(new VertxOptions().setPreferNativeTransport(isNative));
        if (vertx.isNativeTransportEnabled() != isNative) {
            throw new IllegalStateException("not to be had here: " + this);
        }
        return vertx;
    }
}
