package dev.weir.origin;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.HopByHop;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import dev.weir.http.HttpException;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.http.Scope;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to the origin server and its response on the way back. Everything here happens on the
 * request's event loop. It holds a place in the {@link Pool} from its admission until it is over and no
 * connection is being made for it.
 */
final class Call {
    private enum Phase {
        /** Waits for a place. */
        QUEUED,
        CONNECTING,
        /** The request is on its way; no final response yet. */
        SENT,
        /** The response's head has come; its content has not ended. */
        RECEIVING,
        /** The connection's bytes are no longer HTTP. */
        TUNNELLED,
        OVER
    }

    private final Forwarder forwarder;
    private final Lane lane;
    private final Request request;
    private final boolean upgrade;
    private final Promise<Response> answer = Promise.promise();
    private Phase phase = Phase.QUEUED;
    /** A connection is being made: that cannot be called off, so the place is held until it has settled. */
    private boolean connecting;

    private boolean reused;
    /** The request is not sent again: it has been, or something has been answered. */
    private boolean lastAttempt;

    private boolean endsConnection;
    private long progress;
    private @Nullable Link link;
    private @Nullable Upload upload;
    private @Nullable Download download;

    /** The neighbours in {@link Lane}, which alone touches them. */
    @Nullable
    Call previous;

    @Nullable
    Call next;

    Call(Forwarder forwarder, Lane lane, Request request) {
        this.forwarder = forwarder;
        this.lane = lane;
        this.request = request;
        this.upgrade = Upgrades.isWanted(request);
    }

    Future<Response> start() {
        progress = now();
        lane.add(this);
        switch (forwarder.pool().enter(this)) {
            case ADMITTED -> proceed();
            case FULL -> {
                phase = Phase.OVER;
                lane.remove(this);
                forwarder.log().failed(request, Faults.full(), now());
                return Future.failedFuture(Faults.full());
            }
            case QUEUED -> {}
        }
        if (phase != Phase.OVER) {
            scope().onCancel(cause -> over(new CancelledException(cause)));
        }
        return answer.future();
    }

    /** Its turn has come; on any loop's thread but run on its own. */
    void admitted() {
        if (phase == Phase.OVER) {
            forwarder.pool().exit();
            return;
        }
        proceed();
    }

    /** Takes a connection that is there, else a new one. */
    private void proceed() {
        Optional<Link> idle = lastAttempt ? Optional.empty() : forwarder.pool().take(lane.loop);
        if (idle.isPresent()) {
            reused = true;
            send(idle.get());
            return;
        }
        reused = false;
        phase = Phase.CONNECTING;
        connecting = true;
        progress = now();
        forwarder.pool().opening();
        // In the name of no deployment: the connection outlives this request.
        scope().detached().execute(() -> forwarder.connect().onComplete(this::connected));
    }

    private void connected(@Nullable HttpClientConnection connection, @Nullable Throwable failure) {
        if (connection == null) {
            forwarder.pool().notOpened();
            Throwable why = failure == null ? Faults.closed() : failure;
            onLoop(() -> settled(() -> down(Faults.notConnected(why), why), () -> {}));
            return;
        }
        forwarder.log().up();
        Link fresh = forwarder.pool().opened(connection);
        // Whoever it was made for may have left; the next has use for it.
        onLoop(() -> settled(() -> send(fresh), () -> lane.keep(fresh, this)));
    }

    private void settled(Runnable wanted, Runnable late) {
        connecting = false;
        if (phase == Phase.OVER) {
            late.run();
            forwarder.pool().exit();
        } else {
            wanted.run();
        }
    }

    private void send(Link on) {
        link = on;
        phase = Phase.SENT;
        progress = now();
        on.upstream.onInterim((lines, status) -> onLoop(() -> onInterim(status, lines)));
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setURI(request.target());
        on.connection.request(options).onComplete((out, failure) -> {
            if (phase == Phase.OVER) {
                return;
            }
            if (out != null) {
                write(out);
            } else if (reused) {
                forwarder.pool().close(on);
                proceed(); // it was closed meanwhile; nothing was sent
            } else {
                over(Faults.notConnected(failure == null ? Faults.closed() : failure));
            }
        });
    }

    private void write(HttpClientRequest out) {
        try {
            forwarder.head().write(request, upgrade, out.headers());
            out.response().onComplete(this::onHead);
            if (upgrade) {
                endsConnection = true; // a request that asks for it does not end, as Vert.x sees it
                out.exceptionHandler(failure -> {}); // the response, or the tunnel, fails of the same cause
                out.connect();
            } else {
                Upload content = Upload.begin(this, request, out);
                upload = content;
                if (phase == Phase.OVER) {
                    content.stop();
                }
            }
        } catch (RuntimeException e) {
            over(e);
        }
    }

    private void onInterim(int status, MultiMap lines) {
        if (phase == Phase.SENT) {
            progress();
            lastAttempt = true;
            // RFC 9110 §15.2: a proxy passes interim responses on.
            scope().inform(status, new InboundFields(lines, forwarder.via()).copy());
        }
    }

    private void onHead(@Nullable HttpClientResponse response, @Nullable Throwable failure) {
        if (phase != Phase.SENT) {
            return;
        }
        if (response == null) {
            failedBeforeHead(failure == null ? Faults.closed() : failure);
            return;
        }
        phase = Phase.RECEIVING;
        progress();
        try {
            takeHead(response);
        } catch (RuntimeException e) {
            over(Faults.broken(e));
        }
    }

    private void takeHead(HttpClientResponse response) {
        InboundFields fields = new InboundFields(
                response.headers(),
                response.version() == HttpVersion.HTTP_1_0 ? forwarder.viaOfOldVersion() : forwarder.via());
        endsConnection |= fields.saysClose() || response.version() == HttpVersion.HTTP_1_0;
        String fault = Framing.fault(response, upgrade ? HopByHop.offeredProtocols(request.fields()) : List.of());
        if (!fault.isEmpty()) {
            response.exceptionHandler(ignored -> {});
            over(Faults.invalid(fault));
        } else if (response.statusCode() == Framing.SWITCHING_PROTOCOLS) {
            switchProtocols(response, fields);
        } else {
            receive(response, fields);
        }
    }

    private void receive(HttpClientResponse response, Fields fields) {
        int status = response.statusCode();
        long length = Framing.length(response, request.method());
        Download content = new Download(this, response, length);
        download = content;
        content.begin(body -> answer.tryComplete(Response.of(status, fields, scope().own(body))));
    }

    private void switchProtocols(HttpClientResponse response, Fields fields) {
        phase = Phase.TUNNELLED;
        Tunnel tunnel = new Tunnel(response.netSocket(), () -> over(new CancelledException(Cancellation.ABANDONED)));
        String protocol = String.join(", ", response.headers().getAll(FieldNames.UPGRADE));
        Fields told = fields.and(FieldNames.UPGRADE, protocol);
        answer.tryComplete(Response.of(Framing.SWITCHING_PROTOCOLS, told, scope().own(tunnel.body())));
    }

    /**
     * RFC 9110 §9.2.2: again, once, where the connection may have been closed before the request reached it. Whoever
     * answered anything, be it an interim response or no HTTP, has had the request.
     */
    private void failedBeforeHead(Throwable failure) {
        boolean again = reused
                && !lastAttempt
                && Faults.isClosed(failure)
                && Methods.isIdempotent(request.method())
                && request.body().isRepeatable();
        if (!again) {
            over(Faults.broken(failure));
            return;
        }
        lastAttempt = true;
        Link stale = link;
        link = null;
        if (stale != null) {
            forwarder.pool().close(stale);
        }
        proceed();
    }

    /** The response has ended, whole. */
    void received() {
        Upload sending = upload;
        Link used = link;
        boolean keeps = !endsConnection && (sending == null || sending.isEnded());
        link = null;
        end();
        if (used != null) {
            if (keeps && used.upstream.isClean()) {
                lane.keep(used, this);
            } else {
                forwarder.pool().close(used);
            }
        }
        forwarder.pool().exit();
    }

    /** The client's content did not come whole. */
    void uploadFailed(Throwable cause) {
        end(cause instanceof HttpException refusal ? refusal.unanswered() : cause);
    }

    private void down(HttpException fault, Throwable why) {
        if (phase != Phase.OVER) {
            forwarder.log().down(fault, why, now());
            end(fault);
        }
    }

    /** Ends the call for want of a whole response. */
    void over(Throwable cause) {
        if (phase != Phase.OVER && !answer.future().isComplete()) {
            forwarder.log().failed(request, cause, now());
        }
        end(cause);
    }

    /** Closes its connection, whatever was under way there. */
    private void end(Throwable cause) {
        if (phase == Phase.OVER) {
            return;
        }
        Phase before = phase;
        end();
        Link used = link;
        link = null;
        if (used != null) {
            forwarder.pool().close(used);
        }
        if (before == Phase.QUEUED) {
            forwarder.pool().leave(this);
        } else if (!connecting) {
            forwarder.pool().exit();
        }
        Download receiving = download;
        if (receiving != null) {
            receiving.breakOff(cause);
        }
        answer.tryFail(cause);
    }

    private void end() {
        phase = Phase.OVER;
        lane.remove(this);
        Upload sending = upload;
        if (sending != null) {
            sending.stop();
        }
    }

    /** Looks whether a limit has passed. */
    void check(long now) {
        Upload sending = upload;
        switch (phase) {
            case QUEUED -> checkDeadline();
            case CONNECTING -> {
                if (now - progress >= forwarder.timeouts().connect().toNanos()) {
                    down(Faults.connectTimeout(), Faults.connectTimeout());
                }
                checkDeadline();
            }
            case SENT -> {
                if (sending != null) {
                    sending.check(now);
                }
                boolean waiting = sending == null || sending.isWaitingForOrigin();
                if (waiting
                        && now - progress >= forwarder.timeouts().firstByte().toNanos()) {
                    over(Faults.responseTimeout());
                }
                checkDeadline();
            }
            case RECEIVING -> {
                Download receiving = download;
                if (receiving != null
                        && receiving.isWanted()
                        && now - progress >= forwarder.timeouts().stall().toNanos()) {
                    over(Faults.stalled());
                }
            }
            case TUNNELLED, OVER -> {}
        }
    }

    private void checkDeadline() {
        long deadline = scope().deadline();
        if (deadline != Scope.NO_DEADLINE && scope().time().ticks() - deadline >= 0) {
            over(new CancelledException(Cancellation.DEADLINE));
        }
    }

    void progress() {
        progress = now();
    }

    long now() {
        return forwarder.time().ticks();
    }

    Scope scope() {
        return request.scope();
    }

    void onLoop(Runnable task) {
        scope().loop().execute(task);
    }

    /** Whether somebody waits still. */
    boolean isOver() {
        return phase == Phase.OVER;
    }
}
