package dev.weir.cli;

import io.vertx.core.Future;

/** What the program runs: the proxy, or the demo. */
interface Service {

    /** Starts; the result fails with a {@link StartException} where the user can mend the cause. */
    Future<Running> start();
}
