package dev.weir.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/** The machine's time, and Vert.x's timers. The only place that reads a clock. */
final class VertxTime implements Time {
    private static final long NANOS_PER_MILLI = 1_000_000;

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
        // Rounded up, since a Vert.x timer counts whole milliseconds and refuses zero.
        long millis = Math.max(1, (delay.toNanos() + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
        long timer = vertx.setTimer(millis, id -> task.run());
        return () -> vertx.cancelTimer(timer);
    }
}
