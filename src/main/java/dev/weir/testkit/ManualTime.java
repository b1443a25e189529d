package dev.weir.testkit;

import dev.weir.http.Registration;
import dev.weir.http.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until it is moved by hand. Its wall clock can be stepped by itself, as an administrator steps a
 * machine's; ticks never step. May be used from several threads; what is due runs on the thread that moves time.
 */
public final class ManualTime implements Time {
    private record Task(long due, long number, Runnable work) {}

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    // Below zero, so that whoever takes ticks for a time of day, or compares them with zero, is found out.
    private static final long FIRST_TICK = -Duration.ofHours(1).toNanos();

    private final PriorityQueue<Task> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
    private Instant now;
    private long ticks = FIRST_TICK;
    private long asked;

    private ManualTime(Instant now) {
        this.now = now;
    }

    /** Time that stands at the first moment of 2026, UTC. */
    public static ManualTime create() {
        return new ManualTime(START);
    }

    /** Time that stands at {@code instant}. */
    public static ManualTime at(Instant instant) {
        return new ManualTime(instant);
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized long ticks() {
        return ticks;
    }

    /** Runs {@code task} when time has been moved that far; a delay of zero too waits for {@link #advance}. */
    @Override
    public synchronized Registration after(Duration delay, Runnable task) {
        Task entry = new Task(ticks + Math.max(0, delay.toNanos()), asked++, task);
        waiting.add(entry);
        return () -> forget(entry);
    }

    private synchronized void forget(Task task) {
        waiting.remove(task);
    }

    /**
     * Moves wall clock and ticks on together, from due task to due task: each runs at its own moment, in order, also one
     * that another asks for on the way.
     */
    public void advance(Duration by) {
        long end;
        synchronized (this) {
            end = ticks + by.toNanos();
        }
        for (Task task = next(end); task != null; task = next(end)) {
            task.work.run();
        }
    }

    /** Moves to the next task that is due until {@code end} and gives it; else moves to {@code end}. */
    private synchronized @Nullable Task next(long end) {
        Task first = waiting.peek();
        if (first == null || first.due > end) {
            moveTo(Math.max(ticks, end));
            return null;
        }
        moveTo(Math.max(ticks, first.due));
        return waiting.poll();
    }

    private void moveTo(long tick) {
        now = now.plusNanos(tick - ticks);
        ticks = tick;
    }

    /** Steps the wall clock alone, forth or (with a negative duration) back: no tick passes, nothing gets due. */
    public synchronized void stepClock(Duration by) {
        now = now.plus(by);
    }

    /** The number of tasks that wait for their time: none is left where everything was called off. */
    public synchronized int pending() {
        return waiting.size();
    }
}
