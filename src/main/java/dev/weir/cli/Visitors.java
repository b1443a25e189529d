package dev.weir.cli;

import dev.weir.http.Time;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The demo's visitors: so many requests a second in each lane, spread evenly, while somebody watches. Everything but
 * {@link #watched}, {@link #rate} and {@link #stop} happens on the one event loop it was started on.
 */
final class Visitors {

    static final int MOST_A_SECOND = 300;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Duration STEP = Duration.ofMillis(20);
    private static final int SECONDS_UNWATCHED = 4;

    private final Time time;
    private final Lane without;
    private final Lane with;
    private final AtomicInteger rate = new AtomicInteger(100);
    private final AtomicInteger patience = new AtomicInteger();
    private volatile State state;
    private volatile boolean stopped;
    private String url = "";
    private int seconds;
    private long secondBegan;
    private long lastStep;
    private long due;

    Visitors(Time time, Lane without, Lane with) {
        this.time = time;
        this.without = without;
        this.with = with;
        this.state = new State(0, lanes());
    }

    /**
     * What the page is shown.
     *
     * @param second counts up; the same number means the same figures
     * @param lanes by name
     */
    record State(int second, Map<String, LaneFigures> lanes) {}

    /** Starts them, to visit the demo at {@code demo}; call it on the event loop they shall live on. */
    void start(String demo) {
        url = demo;
        lastStep = time.ticks();
        secondBegan = lastStep;
        time.after(STEP, this::step);
    }

    /** The figures, for somebody who watches; keeps the visitors coming for a few seconds. */
    State watched() {
        patience.set(SECONDS_UNWATCHED);
        return state;
    }

    /** @param perSecond 0 to {@link #MOST_A_SECOND} */
    void rate(int perSecond) {
        rate.set(perSecond);
    }

    /** Sends no more of them, ever. */
    void stop() {
        stopped = true;
    }

    private void step() {
        if (stopped) {
            return;
        }
        time.after(STEP, this::step);
        long now = time.ticks();
        if (patience.get() > 0) {
            sendWhatIsDue(now - lastStep);
        }
        lastStep = now;
        if (now - secondBegan >= SECOND) {
            secondBegan += SECOND;
            patience.updateAndGet(left -> Math.max(0, left - 1));
            state = new State(++seconds, lanes());
        }
    }

    private void sendWhatIsDue(long elapsed) {
        due += rate.get() * Math.min(elapsed, SECOND);
        for (; due >= SECOND; due -= SECOND) {
            without.visit(url);
            with.visit(url);
        }
    }

    private Map<String, LaneFigures> lanes() {
        return Map.of("without", without.second(), "with", with.second());
    }
}
