package dev.weir.testkit;

import dev.weir.fields.Fields;
import dev.weir.http.Cancellation;
import dev.weir.http.Registration;
import dev.weir.http.Scope;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/**
 * The life of a request in a test. Its loop, detached loop and workers run tasks at once, on the calling thread, unless
 * others are given; its deadline passes when its {@link ManualTime} is moved there.
 */
public final class TestScope extends Scope {

    /** An interim response that a handler has sent. */
    public record Interim(int status, Fields fields) {}

    private static final Executor AT_ONCE = Runnable::run;

    private final ManualTime time;
    private final Executor loop;
    private final Executor detached;
    private final Executor workers;
    private final List<Interim> interims = new CopyOnWriteArrayList<>();
    private final List<TestBody> bodies = new ArrayList<>();
    private long deadline = NO_DEADLINE;
    private Registration timer = Registration.NONE;

    /** With executors of the test's choice, such as {@link CapturedTasks}. */
    public TestScope(ManualTime time, Executor loop, Executor detached, Executor workers) {
        this.time = time;
        this.loop = loop;
        this.detached = detached;
        this.workers = workers;
    }

    /** In a time of its own. */
    public static TestScope create() {
        return at(ManualTime.create());
    }

    /** In that time. */
    public static TestScope at(ManualTime time) {
        return new TestScope(time, AT_ONCE, AT_ONCE, AT_ONCE);
    }

    /** In a time of its own, with workers of the test's choice. */
    public static TestScope withWorkers(Executor workers) {
        return new TestScope(ManualTime.create(), AT_ONCE, AT_ONCE, workers);
    }

    @Override
    public ManualTime time() {
        return time;
    }

    @Override
    public Executor loop() {
        return loop;
    }

    @Override
    public Executor detached() {
        return detached;
    }

    @Override
    public Executor workers() {
        return workers;
    }

    @Override
    public Future<Void> inform(int status, Fields fields) {
        interims.add(new Interim(status, fields));
        return Future.succeededFuture();
    }

    /** The interim responses so far, in order. */
    public List<Interim> interims() {
        return List.copyOf(interims);
    }

    @Override
    public synchronized long deadline() {
        return deadline;
    }

    @Override
    public synchronized void deadlineIn(Duration limit) {
        long wanted = time.ticks() + limit.toNanos();
        if (deadline == NO_DEADLINE || wanted < deadline) {
            deadline = wanted;
            timer.remove();
            timer = time.after(limit, () -> cancel(Cancellation.DEADLINE));
        }
    }

    /** The deadline is to the head. */
    synchronized void answered() {
        timer.remove();
    }

    synchronized void watch(TestBody body) {
        bodies.add(body);
    }

    /**
     * Ends the exchange and tells whether something leaks.
     *
     * @throws AssertionError if a {@link TestBody} of this scope was neither read to its end nor closed
     */
    public void endAndCheck() {
        close();
        answered();
        List<TestBody> leaked;
        synchronized (this) {
            leaked = bodies.stream().filter(body -> !body.isReleased()).toList();
        }
        if (!leaked.isEmpty()) {
            throw new AssertionError(leaked.size() + " of " + bodies.size() + " bodies leak: " + leaked);
        }
    }
}
