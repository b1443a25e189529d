package dev.weir.policy;

import java.time.Instant;

/**
 * When a response was asked for and came.
 *
 * @param requestTicks when the request was sent, in ticks (nanoseconds)
 * @param responseTicks when the response's head was there, in ticks (nanoseconds)
 * @param responseTime the same by the wall clock
 */
public record Received(long requestTicks, long responseTicks, Instant responseTime) {

    /** As if it had come at once when it was asked for, then. */
    public Received undelayed() {
        return new Received(responseTicks, responseTicks, responseTime);
    }
}
