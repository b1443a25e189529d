package dev.weir.benchmarks.profile;

import java.time.Instant;

/**
 * A part of a recording.
 *
 * @param used what the process used meanwhile
 */
record Slice(Instant from, Instant to, JvmTimes used) {

    boolean has(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }
}
