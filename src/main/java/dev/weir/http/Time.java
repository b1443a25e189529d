package dev.weir.http;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;

/**
 * The one source of time, passed to whoever needs it, so that a test moves it by hand and a step of the machine's clock
 * breaks nothing.
 */
public interface Time {

    /** The machine's time, with the timers of {@code vertx}. */
    static Time of(Vertx vertx) {
        return new VertxTime(vertx);
    }

    /** The wall clock. For comparing with what others wrote: {@code Date}, {@code Expires}, {@code Last-Modified}. */
    Instant now();

    /**
     * Nanoseconds since an arbitrary point; never steps, never goes back. For ages, deadlines and stalls. Only
     * differences mean something.
     */
    long ticks();

    /**
     * Runs {@code task} once, no sooner than {@code delay} from now: on the event loop it was asked on, or on some event
     * loop when asked from elsewhere.
     */
    Registration after(Duration delay, Runnable task);
}
