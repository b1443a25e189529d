package dev.weir.wire;

import dev.weir.edge.ExchangeLimits;
import dev.weir.edge.HeadLimits;
import dev.weir.edge.Limits;
import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.LogRate;
import dev.weir.http.Time;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** What one instance of a server keeps on its event loop: its handler, its limits, and who is in flight. */
final class Lane {
    /** Tasks that run or wait on the worker pool in the name of one lane. */
    private static final int WORKER_TASKS = 1_000;

    private static final VarHandle RUNNING = field("running", Exchange.class);
    private static final VarHandle SERIAL = field("serial", long.class);

    final Time time;
    final HeadLimits headLimits;
    final ExchangeLimits limits;
    final long deadlineNanos;
    final HttpHandler handler;
    final InFlight inFlight;
    final DateField date;
    final FileCopies copies;
    final Leaving leaving = new Leaving();
    final LogRate late = new LogRate();
    final ContextInternal context;
    final Executor workers;

    /** Vert.x's workers as they are, without a bound of its own: for closing files, which nobody waits for. */
    final Executor pool;

    private final ContextInternal detached;
    private boolean draining;

    /** The event loop's thread. */
    final Thread thread = Thread.currentThread();

    /** Whose code runs right now. Another thread reads it, and may be a moment late. */
    private @Nullable Exchange running;

    private long serial;

    Lane(ContextInternal context, Time time, Limits limits, HttpHandler handler) {
        this.context = context;
        this.time = time;
        this.headLimits = limits.head();
        this.limits = limits.exchange();
        this.deadlineNanos = limits.exchange().deadline().toNanos();
        this.handler = handler;
        this.inFlight = new InFlight(time);
        this.date = new DateField(time);
        this.workers = new BoundedWorkers(context, WORKER_TASKS);
        this.pool = context.workerPool().executor();
        this.copies = FileCopies.create(time, this::blocking, pool);
        VertxInternal vertx = context.owner();
        this.detached = vertx.contextBuilder()
                .withThreadingModel(ThreadingModel.EVENT_LOOP)
                .withEventLoop(context.nettyEventLoop())
                .build();
    }

    private static VarHandle field(String name, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(Lane.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
        }
    }

    /** Takes a request that Vert.x has read the head of; on the event loop. */
    void accept(HttpServerRequest request) {
        Peer peer = Peer.of(request.connection());
        if (peer.isClosing()) {
            return; // the last response has been announced (RFC 9112 §9.6)
        }
        Exchange exchange = new Exchange(this, peer, request);
        Optional<HttpException> refusal = peer.isHttp2() ? Http2Rules.refusal(request, headLimits) : Optional.empty();
        if (refusal.isPresent()) {
            exchange.refuse(refusal.get());
        } else if (inFlight.handling() >= limits.inFlight()) {
            exchange.shed();
        } else {
            exchange.begin();
        }
    }

    /** Takes a request of which the head was refused; on the event loop, in its turn. */
    void refuse(HttpServerRequest request) {
        Peer peer = Peer.of(request.connection());
        if (!peer.isClosing()) {
            new Exchange(this, peer, request).refuse(request.decoderResult().cause());
        }
    }

    /** Runs a task on the event loop in the name of no deployment: at once where the caller is on it already. */
    void detached(Runnable task) {
        detached.emit(task, Runnable::run);
    }

    /** As {@link Blocking} says. */
    <T> Future<T> blocking(Callable<T> task) {
        try {
            return context.executeBlocking(task, false);
        } catch (RejectedExecutionException e) {
            return Future.failedFuture(e); // Vert.x is being closed
        }
    }

    boolean isDraining() {
        return draining;
    }

    /** From now on each response announces the close of its connection, and what would go on for ever is to end. */
    void drain() {
        draining = true;
        inFlight.all().forEach(Exchange::drain);
    }

    /** Notes whose code is about to run; gives whose code ran. */
    @Nullable
    Exchange enter(Exchange exchange) {
        Exchange outer = running;
        SERIAL.setOpaque(this, serial + 1);
        RUNNING.setOpaque(this, exchange);
        return outer;
    }

    /** Notes that it has run, and whose code goes on. */
    void leave(@Nullable Exchange outer) {
        SERIAL.setOpaque(this, serial + 1);
        RUNNING.setOpaque(this, outer);
    }

    /** What runs right now; from any thread. */
    Optional<Busy> busy() {
        long before = (long) SERIAL.getOpaque(this);
        return Optional.ofNullable((Exchange) RUNNING.getOpaque(this)).map(exchange -> exchange.busy(before));
    }
}
