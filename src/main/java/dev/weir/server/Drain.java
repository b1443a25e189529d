package dev.weir.server;

import java.time.Duration;

/**
 * How a server stops.
 *
 * @param pause between readiness failing and the first connection refused, for whoever balances the load to notice
 * @param limit for what is in flight to finish; then it is cut off
 * @param readiness what says that no new requests are wanted
 */
public record Drain(Duration pause, Duration limit, Readiness readiness) {
    private static final Duration NOTICED = Duration.ofSeconds(5);

    public Drain {
        if (pause.isNegative() || limit.isNegative()) {
            throw new IllegalArgumentException(
                    "a pause and a limit of a drain are zero or more, not " + pause + " and " + limit);
        }
    }

    /** No pause, 30 s, and nobody asks for readiness. */
    public static Drain defaults() {
        return new Drain(Duration.ZERO, Duration.ofSeconds(30), new Readiness());
    }

    /** This with other times. */
    public Drain within(Duration otherPause, Duration otherLimit) {
        return new Drain(otherPause, otherLimit, readiness);
    }

    /**
     * This, telling {@code other}, with a pause of 5 s where there was none, since whoever asks for readiness does so
     * every few seconds; {@link #within} behind it sets another.
     */
    public Drain telling(Readiness other) {
        return new Drain(pause.isZero() ? NOTICED : pause, limit, other);
    }
}
