package dev.weir.origin;

import java.time.Duration;

/**
 * How long an origin server is waited for. Each is kept within a quarter of the shortest of them, and at the most a
 * quarter of a second, since one sweep looks after all calls of an event loop.
 *
 * @param connect until a connection stands, with its TLS handshake; then 504
 * @param firstByte from the request's last progress to the response's head; then 504
 * @param stall within a response's content, while there is a reader for it; then it is broken off
 */
public record OriginTimeouts(Duration connect, Duration firstByte, Duration stall) {

    /** 5 seconds, 60 seconds, 60 seconds. */
    public static OriginTimeouts defaults() {
        return new OriginTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(60));
    }

    public OriginTimeouts {
        require(connect);
        require(firstByte);
        require(stall);
    }

    private static void require(Duration limit) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("not a limit: " + limit);
        }
    }

    Duration shortest() {
        Duration shorter = connect.compareTo(firstByte) < 0 ? connect : firstByte;
        return shorter.compareTo(stall) < 0 ? shorter : stall;
    }
}
