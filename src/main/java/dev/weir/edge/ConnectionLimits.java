package dev.weir.edge;

import java.time.Duration;

/**
 * What a connection may take.
 *
 * @param idle how long it may stay with no request on it, also before the first; then it is closed without a word
 * @param handshake from the connection to the end of its TLS handshake
 * @param streams HTTP/2 requests at once on one connection
 */
public record ConnectionLimits(Duration idle, Duration handshake, int streams) {

    /** 75 s, 10 s, 100. */
    public static ConnectionLimits defaults() {
        return new ConnectionLimits(Duration.ofSeconds(75), Duration.ofSeconds(10), 100);
    }

    public ConnectionLimits {
        Limits.positive("the time for being idle", idle);
        Limits.positive("the time for a handshake", handshake);
        Limits.atLeast(1, "streams", streams);
    }

    /** These with another limit on being idle. */
    public ConnectionLimits withIdle(Duration other) {
        return new ConnectionLimits(other, handshake, streams);
    }
}
