package dev.weir.wire;

import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * The content of a request: paused until somebody wants it, watched for standing still, and thrown away where nobody
 * does.
 */
final class RequestBody implements ReadStream<Buffer> {
    private final Exchange exchange;
    private final HttpServerRequest request;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;
    private boolean present;
    private boolean ended;
    private boolean failed;
    private @Nullable Throwable failure;
    private boolean continueExpected;
    private boolean discarding;
    private long length = Body.UNKNOWN_LENGTH;
    private long read;
    /** How many chunks are wanted; none while paused. */
    private long demand;

    private long progress;
    private long discardLimit;

    RequestBody(Exchange exchange) {
        this.exchange = exchange;
        this.request = exchange.request;
    }

    /** What the handler gets; pauses the request if there is something to come. */
    Body open() {
        MultiMap lines = request.headers();
        String declared = lines.get(HttpHeaders.CONTENT_LENGTH);
        length = declared == null ? Body.UNKNOWN_LENGTH : lengthOf(declared);
        present = isPresent(lines);
        if (!present) {
            ended = !mayBecomeWebSocket(lines);
            if (!ended) {
                // Vert.x shakes hands only while the request has not ended, and the handler may take its time.
                request.pause();
                request.endHandler(end -> onEnd());
            }
            return Body.none();
        }
        request.pause();
        request.handler(this::onChunk);
        request.endHandler(end -> onEnd());
        request.exceptionHandler(this::onGone);
        continueExpected = request.version() != HttpVersion.HTTP_1_0
                && lines.contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true);
        return exchange.own(Body.Stream.of(this, length, this::abandon));
    }

    private boolean isPresent(MultiMap lines) {
        if (exchange.peer.isHttp2()) {
            return !exchange.peer.headEndsRequest();
        }
        // RFC 9112 §6.3: a request without either has no content.
        return length > 0 || lines.contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private boolean mayBecomeWebSocket(MultiMap lines) {
        return !exchange.peer.isHttp2() && lines.contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true);
    }

    private static long lengthOf(String declared) {
        try {
            return Long.parseLong(declared);
        } catch (NumberFormatException e) {
            return Body.UNKNOWN_LENGTH; // the decoder has refused it, or several equal ones came on one line
        }
    }

    private void onChunk(Buffer chunk) {
        if (failed) {
            return; // queued from before
        }
        read += chunk.length();
        progress = exchange.lane.time.ticks();
        if (discarding) {
            if (read > discardLimit) {
                giveUp();
            }
            return;
        }
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
        Handler<Buffer> reader = handler;
        if (reader != null) {
            exchange.run(() -> reader.handle(chunk));
        }
    }

    private void onEnd() {
        ended = true;
        if (discarding) {
            exchange.over();
            return;
        }
        Handler<Void> reader = endHandler;
        if (reader != null) {
            exchange.run(() -> reader.handle(null));
        }
    }

    /** The client has left, of which Vert.x tells here before it tells the exchange: that is no fault of who reads. */
    private void onGone(Throwable cause) {
        if (ended || failed) {
            return;
        }
        exchange.cancel(Cancellation.CLIENT_GONE);
        // Asked for now: what heard of the cancellation may have let the content go, and the end takes it from the
        // rest.
        Handler<Throwable> reader = exceptionHandler;
        exchange.handle(cause);
        exceptionHandler = reader;
        onFailure(new CancelledException(Cancellation.CLIENT_GONE));
    }

    private void onFailure(Throwable cause) {
        if (ended || failed) {
            return;
        }
        failed = true;
        failure = cause;
        if (discarding) {
            exchange.over();
            return;
        }
        Handler<Throwable> reader = exceptionHandler;
        if (reader != null) {
            failure = null;
            exchange.run(() -> reader.handle(exchange.cancellation()
                    .<Throwable>map(CancelledException::new)
                    .orElse(cause)));
        }
    }

    /** Nothing of it can be read, since nobody knows where it begins or ends. */
    void refuse() {
        failed = true;
    }

    /** Nothing more of it can be read. */
    void broken(Throwable cause) {
        if (discarding && !ended) {
            giveUp();
        } else {
            onFailure(cause);
        }
    }

    /** What comes is no content any more. */
    void handedOver() {
        ended = true;
    }

    /** Whether all of it has been read. */
    boolean isEnded() {
        return ended;
    }

    /** Whether somebody waits for more of it and has waited too long. */
    boolean isStalled(long now) {
        return present
                && !ended
                && !failed
                && (demand > 0 || discarding)
                && now - progress >= exchange.lane.limits.requestStall().toNanos();
    }

    /** Whether the connection cannot be kept once the response is sent: too much is to come, or nobody knows what. */
    boolean closesConnection() {
        if (ended || exchange.peer.isHttp2()) {
            return false;
        }
        return failed
                || continueExpected
                || (length != Body.UNKNOWN_LENGTH && length - read > exchange.lane.limits.discard());
    }

    /** Throws away what is left, the response being sent. */
    void discard() {
        discarding = true;
        handler = null;
        endHandler = null;
        exceptionHandler = null;
        if (exchange.peer.isHttp2()) {
            // The request is not needed any more (RFC 9113 §8.1).
            exchange.over();
            request.response().reset(0);
            return;
        }
        if (closesConnection()) {
            giveUp();
            return;
        }
        discardLimit = read + exchange.lane.limits.discard();
        progress = exchange.lane.time.ticks();
        request.resume();
    }

    private void giveUp() {
        exchange.over();
        LingeringClose.close(exchange.peer, exchange.lane.time);
    }

    /** The handler has let it go; what comes is thrown away once there is a response. */
    private void abandon() {
        handler = null;
        endHandler = null;
        exceptionHandler = null;
    }

    private void demand(long amount) {
        if (ended || failed) {
            tellLate();
            return;
        }
        if (continueExpected) {
            continueExpected = false;
            request.response().writeContinue();
        }
        if (demand == 0) {
            progress = exchange.lane.time.ticks();
        }
        long sum = demand + amount;
        demand = sum < 0 ? Long.MAX_VALUE : sum;
        request.fetch(amount);
    }

    /** Whoever begins to read what has failed already hears of it then. */
    private void tellLate() {
        Throwable cause = failure;
        Handler<Throwable> reader = exceptionHandler;
        if (cause != null && reader != null) {
            failure = null;
            exchange.run(() -> reader.handle(cause));
        }
    }

    private void onLoop(Runnable task) {
        exchange.loop().execute(task);
    }

    @Override
    public RequestBody exceptionHandler(@Nullable Handler<Throwable> other) {
        exceptionHandler = other;
        return this;
    }

    @Override
    public RequestBody handler(@Nullable Handler<Buffer> other) {
        if (other != null && ended) {
            throw new IllegalStateException("the content has been read already");
        }
        handler = other;
        return this;
    }

    @Override
    public RequestBody endHandler(@Nullable Handler<Void> other) {
        endHandler = other;
        return this;
    }

    @Override
    public RequestBody pause() {
        onLoop(() -> {
            if (!ended && !discarding) {
                demand = 0;
                request.pause();
            }
        });
        return this;
    }

    @Override
    public RequestBody resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public RequestBody fetch(long amount) {
        onLoop(() -> demand(amount));
        return this;
    }
}
