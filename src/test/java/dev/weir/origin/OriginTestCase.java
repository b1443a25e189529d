package dev.weir.origin;

import dev.weir.Weir;
import dev.weir.http.HttpHandler;
import dev.weir.server.RunningServer;
import dev.weir.server.ServerSettings;
import dev.weir.support.Await;
import dev.weir.support.RawClient;
import dev.weir.support.ScriptedOrigin;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A Weir between a client and an origin server, both of which deal in bytes. */
abstract class OriginTestCase {
    /** Long enough never to pass in a test. */
    static final Duration LONG = Duration.ofMinutes(5);

    static final Duration SHORT = Duration.ofMillis(150);

    final Vertx vertx = Vertx.vertx();
    final ScriptedOrigin server;
    private final List<Origin> origins = new ArrayList<>();
    private int port;

    OriginTestCase() {
        try {
            server = new ScriptedOrigin();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the tests of this class need in place of the defaults. */
    OriginSettings settings() {
        return OriginSettings.defaults().with(Forwarding.as("weir"));
    }

    @BeforeEach
    void start() throws Exception {
        port = serve(origin(settings()));
    }

    @AfterEach
    void stop() throws Exception {
        for (Origin origin : origins) {
            Await.of(origin.close());
        }
        Await.of(vertx.close());
        server.close();
    }

    Origin origin(OriginSettings settings) {
        return origin(server.uri(), settings);
    }

    Origin origin(URI uri, OriginSettings settings) {
        Origin origin = Origin.of(vertx, uri, settings);
        origins.add(origin);
        return origin;
    }

    /** Serves {@code handler} on one event loop, and gives the port. */
    int serve(HttpHandler handler) throws Exception {
        RunningServer running = Await.of(Weir.serve(vertx, ServerSettings.onPort(0), 1, handler));
        return running.port();
    }

    /** Another origin in front of the same server from here on. */
    void use(OriginSettings settings) throws Exception {
        use(origin(settings));
    }

    /** Another handler in front of it from here on. */
    void use(HttpHandler handler) throws Exception {
        port = serve(handler);
    }

    RawClient client() throws IOException {
        return new RawClient(port);
    }
}
