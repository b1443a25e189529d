package dev.weir.wire;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.Failures;
import dev.weir.http.HttpException;
import dev.weir.http.HttpHandler;
import dev.weir.http.LogRate;
import dev.weir.http.Request;
import dev.weir.http.RequestHead;
import dev.weir.http.Response;
import dev.weir.http.Scope;
import dev.weir.http.Time;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.http.HttpServerRequestInternal;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its response, from the head that was read to the last byte that was sent. Everything here happens on
 * the connection's event loop; only what {@link Scope} offers may be called from elsewhere.
 *
 * <p>It is Vert.x's exception handler, and the listener to the handler's future, itself: that saves objects on the way
 * that every request takes.
 */
final class Exchange extends Scope implements Handler<Throwable>, Completable<Response> {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    private enum Phase {
        /** The handler has not answered. */
        HANDLING,
        /** The response is on its way. */
        SENDING,
        /** The response is sent; what is left of the request is thrown away. */
        DISCARDING,
        OVER
    }

    final Lane lane;
    final Peer peer;
    final HttpServerRequest request;
    private final ContextInternal context;
    private final RequestView head;
    private final RequestBody body;
    private final ResponseWriter writer;
    private Phase phase = Phase.HANDLING;
    private final long began;
    private volatile long deadline;

    /** The neighbours in {@link InFlight}, which alone touches them. */
    @Nullable
    Exchange previous;

    @Nullable
    Exchange next;

    Exchange(Lane lane, Peer peer, HttpServerRequest request) {
        this.lane = lane;
        this.peer = peer;
        this.request = request;
        this.context = ((HttpServerRequestInternal) request).context();
        this.head = new RequestView(request, peer);
        this.body = new RequestBody(this);
        this.writer = new ResponseWriter(this);
        this.began = lane.time.ticks();
        this.deadline = began + lane.deadlineNanos;
    }

    /** Hands the request to the handler. */
    void begin() {
        open();
        if (lane.isDraining()) {
            drain();
        }
        Body content = body.open();
        Future<Response> answer = call(Request.of(head, content, this));
        if (answer.isComplete()) {
            settle(answer.result(), answer.cause());
        } else {
            answer.onComplete(this);
        }
    }

    private Future<Response> call(Request message) {
        Exchange outer = lane.enter(this);
        try {
            return HttpHandler.call(lane.handler, message);
        } finally {
            lane.leave(outer);
        }
    }

    /** Refuses the request, of which no more than a part of its head may be known. */
    void refuse(@Nullable Throwable reason) {
        HttpException refusal = reason instanceof HttpException http
                ? http
                : new HttpException(400, "The request is not one of HTTP/1.1.");
        note(refusal);
        open();
        body.refuse();
        settle(null, refusal);
    }

    /** The content of the request cannot be read on; whoever reads it is told. */
    void contentBroken(HttpException fault) {
        note(fault);
        body.broken(fault);
    }

    private void note(HttpException refusal) {
        LOG.info("{} to {}: {}", refusal.status(), peer.remoteAddress(), refusal.detail());
    }

    private void open() {
        lane.inFlight.add(this);
        peer.began(this);
        request.response().exceptionHandler(this);
    }

    /** Refuses the request unheard, since too many are being handled. */
    void shed() {
        open();
        body.open();
        settle(OVERLOADED, null);
    }

    private static final Response OVERLOADED = Failures.toResponse(
                    new HttpException(503, "The server has more to do than it can; try again shortly."))
            .with("Retry-After", "1");

    /** The handler's answer, on whatever thread it came. */
    @Override
    public void complete(@Nullable Response response, @Nullable Throwable failure) {
        context.emit(ignored -> settle(response, failure));
    }

    private void settle(@Nullable Response response, @Nullable Throwable failure) {
        if (phase != Phase.HANDLING) {
            if (response != null) {
                response.body().close(); // it came too late
            }
            return;
        }
        phase = Phase.SENDING;
        lane.inFlight.answered();
        Response answer = response != null && failure == null ? checked(response) : failed(failure);
        answer.get(Failures.CAUSE).ifPresent(this::log);
        if (answer.status() == 504) {
            noteIfLate();
        }
        own(answer.body());
        writer.send(answer);
    }

    /** A handler that knows nothing of CONNECT may answer it with 200, which would open a tunnel to nowhere. */
    private Response checked(Response response) {
        if (!head.method().equals("CONNECT")
                || response.status() / 100 != 2
                || response.body() instanceof Body.Tunnel) {
            return response;
        }
        response.body().close();
        return failed(new HttpException(501, "CONNECT is not to be had here."));
    }

    private Response failed(@Nullable Throwable failure) {
        return Failures.toResponse(Objects.requireNonNull(failure));
    }

    private void log(Throwable fault) {
        LOG.error("{} failed", this, fault);
    }

    /** What a log may show: a query may hold secrets. */
    private String path() {
        String target = head.target();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    Busy busy(long serial) {
        return new Busy(serial, toString());
    }

    /** The connection is closed, or the stream reset. */
    @Override
    public void handle(Throwable gone) {
        if (phase == Phase.OVER) {
            return;
        }
        cancel(Cancellation.CLIENT_GONE);
        over();
    }

    /** What was to be sent cannot be; nothing of it has been sent yet. */
    void replace(Throwable failure) {
        if (phase == Phase.SENDING) {
            request.response().headers().clear();
            Response answer = failed(failure);
            answer.get(Failures.CAUSE).ifPresent(this::log);
            writer.send(answer);
        }
    }

    /** The connection, or the stream, is somebody else's now. */
    void handedOver() {
        if (!peer.isHttp2()) {
            peer.handedOver();
        }
        body.handedOver();
        over();
    }

    /** The content has gone out whole. */
    void finished() {
        writer.finished();
    }

    /** The response is handed over whole; the request's rest is next. */
    void sent() {
        if (phase != Phase.SENDING) {
            return;
        }
        close(writer.sent());
        if (body.isEnded()) {
            over();
        } else {
            phase = Phase.DISCARDING;
            body.discard();
        }
    }

    /** The response cannot be sent whole, so that it must not look whole. */
    void abort(Cancellation cause) {
        if (phase == Phase.OVER) {
            return;
        }
        cancel(cause);
        over();
        writer.abort();
    }

    /** Ends everything that has not ended. */
    void over() {
        if (phase == Phase.OVER) {
            return;
        }
        if (phase == Phase.HANDLING) {
            lane.inFlight.answered();
        }
        phase = Phase.OVER;
        lane.inFlight.remove(this);
        peer.ended(this);
        writer.stop();
        close(writer.sent());
    }

    boolean isOver() {
        return phase == Phase.OVER;
    }

    boolean isDue(long now) {
        return switch (phase) {
            case HANDLING -> (deadline != NO_DEADLINE && now - deadline >= 0) || body.isStalled(now);
            case SENDING -> writer.isStalled(now) || body.isStalled(now);
            case DISCARDING -> body.isStalled(now);
            case OVER -> false;
        };
    }

    void overdue(long now) {
        if (phase == Phase.HANDLING) {
            expire(body.isStalled(now) ? Cancellation.STALLED : Cancellation.DEADLINE);
        } else if (phase == Phase.SENDING) {
            abort(Cancellation.STALLED);
        } else {
            over();
            LingeringClose.close(peer, lane.time);
        }
    }

    /** Nobody else does: what the handler waits for need not be late by its own limits. */
    private void noteIfLate() {
        long now = lane.time.ticks();
        boolean late = deadline != NO_DEADLINE && now - deadline >= 0;
        long leftOut = late ? lane.late.admit(now) : LogRate.NOT_NOW;
        if (leftOut != LogRate.NOT_NOW) {
            long waited = TimeUnit.NANOSECONDS.toMillis(now - began);
            LOG.info(
                    "{} had no response by its deadline, after {} ms ({} more since the last line)",
                    this,
                    waited,
                    leftOut);
        }
    }

    /** Tells the handler that nobody waits any more, and answers in its place unless it, or a filter, does so now. */
    private void expire(Cancellation cause) {
        cancel(cause);
        settle(null, new CancelledException(cause));
    }

    /** The server has waited long enough. */
    void shutdown() {
        if (phase == Phase.HANDLING) {
            expire(Cancellation.SHUTDOWN);
        } else {
            abort(Cancellation.SHUTDOWN);
        }
    }

    RequestBody body() {
        return body;
    }

    /** The tick at which the head had been read. */
    long began() {
        return began;
    }

    RequestHead head() {
        return head;
    }

    /** Runs what belongs to this exchange, under its name. */
    void run(Runnable task) {
        Exchange outer = lane.enter(this);
        try {
            task.run();
        } finally {
            lane.leave(outer);
        }
    }

    @Override
    public Time time() {
        return lane.time;
    }

    @Override
    public Executor loop() {
        return task -> context.emit(task, this::run);
    }

    @Override
    public Executor detached() {
        return lane::detached;
    }

    @Override
    public Executor workers() {
        return lane.workers;
    }

    @Override
    public Future<Void> inform(int status, Fields fields) {
        return Interim.send(this, status, fields);
    }

    boolean isHandling() {
        return phase == Phase.HANDLING;
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public synchronized void deadlineIn(Duration limit) {
        long wanted = lane.time.ticks() + limit.toNanos();
        if (wanted - deadline < 0) {
            deadline = wanted;
        }
    }

    /** For the log. */
    @Override
    public String toString() {
        String request = head.method() + " " + path();
        return route().isEmpty() ? request : request + " (route '" + route() + "')";
    }
}
