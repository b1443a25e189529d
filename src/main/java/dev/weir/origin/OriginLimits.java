package dev.weir.origin;

import java.time.Duration;

/**
 * How much of an origin server one {@link Origin} uses, over all event loops: the server has one capacity, however many
 * loops ask for it, and a bound for each loop would be too small for a busy one and too large in sum.
 *
 * @param connections at the same time, those that are idle or tunnelled included; each carries one request at a time
 * @param queued requests that wait for one; beyond that, 503 at once
 * @param idle for how long a connection is kept unused; below the 5 seconds after which many servers close theirs
 */
public record OriginLimits(int connections, int queued, Duration idle) {

    /** 256 connections, 1024 waiting requests, 4 seconds. */
    public static OriginLimits defaults() {
        return new OriginLimits(256, 1024, Duration.ofSeconds(4));
    }

    public OriginLimits {
        if (connections < 1 || queued < 0 || idle.isNegative()) {
            throw new IllegalArgumentException("connections " + connections + ", queued " + queued + ", idle " + idle);
        }
    }
}
