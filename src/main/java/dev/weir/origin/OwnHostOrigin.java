package dev.weir.origin;

import dev.weir.http.FixedAuthority;
import io.vertx.core.Vertx;

/** An origin server that is sent its own Host, whatever the client named. */
final class OwnHostOrigin extends Origin implements FixedAuthority {

    OwnHostOrigin(Vertx vertx, Target target, OriginSettings settings) {
        super(vertx, target, settings);
    }
}
