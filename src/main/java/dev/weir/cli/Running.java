package dev.weir.cli;

import dev.weir.server.RunningServer;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * A service that has started.
 *
 * @param vertx what it runs on; nobody else's
 * @param server what listens
 * @param beforeDrain stops what would only make work for a server that is to end
 * @param drain how long the server may take to drain
 */
record Running(Vertx vertx, RunningServer server, Runnable beforeDrain, Duration drain) {}
