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

    /**
     * corrected_age_value (RFC 9111 §4.2.3), in milliseconds. It is corrected_initial_age alone, which that section
     * permits: with apparent_age, whose Date has whole seconds of another clock, an origin one second behind would make a
     * max-age=1 useless.
     *
     * @param ageSeconds age_value: what Age says; 0 where there is none
     */
    long correctedAgeMillis(long ageSeconds) {
        return ageSeconds * 1_000 + responseDelayMillis();
    }

    /** response_delay (RFC 9111 §4.2.3), in milliseconds. */
    long responseDelayMillis() {
        return Math.max((responseTicks - requestTicks) / 1_000_000, 0);
    }
}
