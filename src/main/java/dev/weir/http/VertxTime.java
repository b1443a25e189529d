package dev.weir.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/** The machine's time, and Vert.x's timers. The only place that reads a clock. */
final class VertxTime implements Time {
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** Who means for ever may say so with any number; the timers count nanoseconds in a long. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Vertx vertx;

    VertxTime(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long ticks() {
        return System.nanoTime();
    }

    @Override
    public Registration after(Duration delay, Runnable task) {
        long timer = vertx.setTimer(millis(delay), id -> task.run());
        return () -> vertx.cancelTimer(timer);
    }

    /** Rounded up, since a Vert.x timer counts whole milliseconds and refuses zero. */
    private static long millis(Duration delay) {
        if (delay.compareTo(LONGEST) >= 0) {
            return LONGEST.toMillis();
        }
        return Math.max(1, delay.plusNanos(NANOS_PER_MILLI - 1).toMillis());
    }
}
