package dev.weir.origin;

import dev.weir.wire.Upstream;
import io.vertx.core.http.HttpClientConnection;

/** One connection to the origin server, on the event loop that it was made on. */
final class Link {
    final HttpClientConnection connection;
    final Upstream upstream;
    final Thread loop;
    /** Guarded by {@link Pool}: whether it has closed, or is about to. */
    boolean closed;
    /** Guarded by {@link Pool}: the tick since which nobody uses it. */
    long idleSince;

    Link(HttpClientConnection connection, Thread loop) {
        this.connection = connection;
        this.upstream = Upstream.install(connection);
        this.loop = loop;
    }
}
