package dev.weir.benchmarks.single;

import dev.weir.Weir;
import dev.weir.origin.Origin;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.URI;

/** Forwards everything to an origin on this machine, without a cache. */
final class WeirForwardServer {
    private WeirForwardServer() {}

    public static void main(String[] arguments) {
        Vertx vertx = Vertx.vertx(
                new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(1));
        Weir.serve(vertx, 0, Origin.to(vertx, URI.create("http://127.0.0.1:" + arguments[0])))
                .onSuccess(server -> System.out.println(server.port()))
                .onFailure(cause -> {
                    System.err.println(cause);
                    System.exit(1);
                });
    }
}
