package dev.weir.testkit;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** An executor that keeps its tasks until a test runs them; full, it refuses. */
public final class CapturedTasks implements Executor {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final int limit;

    /** Without a limit. */
    public CapturedTasks() {
        this(Integer.MAX_VALUE);
    }

    /** Refuses tasks while {@code limit} wait; 0 refuses each. */
    public CapturedTasks(int limit) {
        this.limit = limit;
    }

    @Override
    public synchronized void execute(Runnable task) {
        if (tasks.size() >= limit) {
            throw new RejectedExecutionException(limit + " tasks are waiting");
        }
        tasks.add(task);
    }

    /** The number of tasks that wait. */
    public synchronized int size() {
        return tasks.size();
    }

    /** Runs the task that has waited longest. */
    public void runNext() {
        Runnable task = poll();
        if (task == null) {
            throw new AssertionError("no task is waiting");
        }
        task.run();
    }

    /** Runs tasks, in order, until none is left, those included that come on the way. */
    public void runAll() {
        for (Runnable task = poll(); task != null; task = poll()) {
            task.run();
        }
    }

    private synchronized @Nullable Runnable poll() {
        return tasks.poll();
    }
}
