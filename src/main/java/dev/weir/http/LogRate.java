package dev.weir.http;

import java.util.concurrent.TimeUnit;

/** Bounds what one thing says in the log: a line a second, and the next says how many were left out. */
public final class LogRate {

    /** From {@link #admit}: say nothing now. */
    public static final long NOT_NOW = -1;

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private boolean begun;
    private long next;
    private long leftOut;

    /**
     * Whether a line may be written; from any thread.
     *
     * @param now in ticks
     * @return how many were left out since the last, or {@link #NOT_NOW}
     */
    public synchronized long admit(long now) {
        if (begun && now - next < 0) {
            leftOut++;
            return NOT_NOW;
        }
        long before = leftOut;
        begun = true;
        next = now + PAUSE;
        leftOut = 0;
        return before;
    }
}
