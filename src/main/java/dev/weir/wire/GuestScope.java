package dev.weir.wire;

import dev.weir.fields.Fields;
import dev.weir.http.Cancellation;
import dev.weir.http.Registration;
import dev.weir.http.Scope;
import dev.weir.http.Time;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.ThreadingModel;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.Executor;

/** The life of a request that another server than Weir's has read. It has a deadline only if somebody sets one. */
final class GuestScope extends Scope {
    private static final int WORKER_TASKS = 1_000;

    private final ContextInternal context;
    private final HttpServerResponse response;
    private final Time time;
    private final Executor workers;
    private long deadline = NO_DEADLINE;
    private Registration timer = Registration.NONE;

    GuestScope(ContextInternal context, HttpServerResponse response) {
        this.context = context;
        this.response = response;
        this.time = Time.of(context.owner());
        this.workers = new BoundedWorkers(context, WORKER_TASKS);
    }

    @Override
    public Time time() {
        return time;
    }

    @Override
    public Executor loop() {
        return task -> context.emit(task, Runnable::run);
    }

    @Override
    public Executor detached() {
        ContextInternal own = context.owner()
                .contextBuilder()
                .withThreadingModel(ThreadingModel.EVENT_LOOP)
                .withEventLoop(context.nettyEventLoop())
                .build();
        return task -> own.emit(task, Runnable::run);
    }

    @Override
    public Executor workers() {
        return workers;
    }

    @Override
    public Future<Void> inform(int status, Fields fields) {
        if (status != 103 || response.headWritten()) {
            return Future.succeededFuture();
        }
        MultiMap lines = HttpHeaders.headers();
        fields.forEach(lines::add);
        return response.writeEarlyHints(lines);
    }

    @Override
    public synchronized long deadline() {
        return deadline;
    }

    @Override
    public synchronized void deadlineIn(Duration limit) {
        long wanted = time.ticks() + limit.toNanos();
        if (deadline == NO_DEADLINE || wanted - deadline < 0) {
            deadline = wanted;
            timer.remove();
            timer = time.after(limit, () -> cancel(Cancellation.DEADLINE));
        }
    }

    /** The deadline is to the head. */
    synchronized void answered() {
        timer.remove();
    }
}
