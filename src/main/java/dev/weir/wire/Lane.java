package dev.weir.wire;

import dev.weir.http.HttpHandler;
import dev.weir.http.Time;
import io.vertx.core.ThreadingModel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What one instance of a server keeps on its event loop: its handler, its limits, and who is in flight. */
final class Lane {
    /** Tasks that run or wait on the worker pool in the name of one lane. */
    private static final int WORKER_TASKS = 1_000;

    final Time time;
    final ExchangeLimits limits;
    final HttpHandler handler;
    final InFlight inFlight;
    final DateField date;
    final ContextInternal context;
    final Executor workers;
    private final ContextInternal detached;
    private boolean draining;

    /** Whose code runs right now; read by the watch without a fence, which may miss a moment and no more. */
    private @Nullable Exchange running;

    Lane(ContextInternal context, Time time, ExchangeLimits limits, HttpHandler handler) {
        this.context = context;
        this.time = time;
        this.limits = limits;
        this.handler = handler;
        this.inFlight = new InFlight(time);
        this.date = new DateField(time);
        this.workers = new BoundedWorkers(context, WORKER_TASKS);
        VertxInternal vertx = context.owner();
        this.detached = vertx.contextBuilder()
                .withThreadingModel(ThreadingModel.EVENT_LOOP)
                .withEventLoop(context.nettyEventLoop())
                .build();
    }

    /** Takes a request that Vert.x has read the head of; on the event loop. */
    void accept(HttpServerRequest request) {
        Peer peer = Peer.of(request.connection());
        if (peer.isClosing()) {
            return; // the last response has been announced (RFC 9112 §9.6)
        }
        Exchange exchange = new Exchange(this, peer, request);
        if (inFlight.size() >= limits.inFlight()) {
            exchange.shed();
        } else {
            exchange.begin();
        }
    }

    /** Runs a task on the event loop in the name of no deployment: at once where the caller is on it already. */
    void detached(Runnable task) {
        detached.emit(task, Runnable::run);
    }

    boolean isDraining() {
        return draining;
    }

    /** From now on each response announces the close of its connection. */
    void drain() {
        draining = true;
    }

    @Nullable
    Exchange enter(Exchange exchange) {
        Exchange outer = running;
        running = exchange;
        return outer;
    }

    void leave(@Nullable Exchange outer) {
        running = outer;
    }

    @Nullable
    Exchange running() {
        return running;
    }
}
