package dev.weir.origin;

import dev.weir.fields.FieldLines;
import dev.weir.fields.Fields;
import dev.weir.fields.HopByHop;
import dev.weir.http.Body;
import dev.weir.http.Cancellation;
import dev.weir.http.CancelledException;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.streams.ReadStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A response's content on its way from the origin server. What has come by the end of the event loop's turn is given
 * whole, so that it goes out in one write; everything else is a stream, read at its reader's pace.
 */
final class Download implements ReadStream<Buffer> {
    /** Bytes up to which a content is waited for in one turn of the event loop. */
    private static final int WHOLE = 64 << 10;

    private final Call call;
    private final HttpClientResponse response;
    private final long length;
    private @Nullable Promise<Fields> trailers;
    private @Nullable Consumer<Body> opened;
    /** What came before there was a reader. */
    private @Nullable Buffer first;

    private long received;
    /** How many pieces more the reader has asked for; {@code Long.MAX_VALUE} for all there are. */
    private long demand;

    private boolean ended;
    private @Nullable Throwable failure;
    private boolean told;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;

    /** A content of {@code length} bytes, or of an unknown number. */
    Download(Call call, HttpClientResponse response, long length) {
        this.call = call;
        this.response = response;
        this.length = length;
    }

    /** Hands the body to {@code opened}, now or soon. */
    void begin(Consumer<Body> opened) {
        this.opened = opened;
        response.handler(this::onChunk);
        response.endHandler(end -> onEnd());
        response.exceptionHandler(this::onFailure);
        if (length > WHOLE) {
            openStream();
        } else {
            Vertx.currentContext().runOnContext(turn -> openStream());
        }
    }

    private void openStream() {
        Consumer<Body> told = opened;
        if (told == null || call.isOver()) {
            return;
        }
        response.pause();
        told.accept(stream());
    }

    private Body stream() {
        opened = null;
        Promise<Fields> promise = Promise.promise();
        trailers = promise;
        return Body.Stream.of(this, length, promise.future(), this::close);
    }

    private void onChunk(Buffer chunk) {
        received += chunk.length();
        call.progress();
        if (opened != null) {
            Buffer before = first;
            first = before == null
                    ? chunk
                    : Buffer.buffer(received > WHOLE ? WHOLE * 2 : (int) received)
                            .appendBuffer(before)
                            .appendBuffer(chunk);
            if (received > WHOLE) {
                openStream();
            }
            return;
        }
        Handler<Buffer> reader = handler;
        if (reader != null) {
            give(reader, chunk);
        }
    }

    private void give(Handler<Buffer> reader, Buffer piece) {
        if (demand > 0 && demand < Long.MAX_VALUE) {
            demand--;
        }
        reader.handle(piece);
    }

    private void onEnd() {
        ended = true;
        Consumer<Body> waiting = opened;
        Fields section = trailerSection();
        call.received();
        if (waiting != null && section.isEmpty()) {
            opened = null;
            waiting.accept(first == null ? Body.none() : Body.of(first));
            return;
        }
        if (waiting != null) {
            waiting.accept(stream());
        }
        Promise<Fields> promise = trailers;
        if (promise != null) {
            promise.tryComplete(section);
        }
        tellEnd();
    }

    private Fields trailerSection() {
        MultiMap lines = response.trailers();
        if (lines.isEmpty()) {
            return Fields.empty();
        }
        FieldLines.Builder section = FieldLines.builder();
        lines.forEach((name, value) -> {
            if (!HopByHop.isHopByHop(name)) {
                section.add(name, value);
            }
        });
        return section.build();
    }

    private void tellEnd() {
        Handler<Void> reader = endHandler;
        if (first == null && reader != null && !told) {
            told = true;
            reader.handle(null);
        }
    }

    private void onFailure(Throwable cause) {
        if (ended || failure != null) {
            return;
        }
        call.over(Faults.broken(cause));
    }

    /** The content will not come whole. */
    void breakOff(Throwable cause) {
        if (ended || failure != null) {
            return;
        }
        failure = cause;
        opened = null;
        Promise<Fields> promise = trailers;
        if (promise != null) {
            promise.tryFail(cause);
        }
        tellFailure();
    }

    private void tellFailure() {
        Throwable cause = failure;
        Handler<Throwable> reader = exceptionHandler;
        if (cause != null && reader != null && !told) {
            told = true;
            reader.handle(cause);
        }
    }

    /** The reader has left, or the end has come. */
    private void close() {
        if (!ended && failure == null) {
            call.onLoop(() ->
                    call.over(new CancelledException(call.scope().cancellation().orElse(Cancellation.ABANDONED))));
        }
    }

    /** Whether a reader waits for more. */
    boolean isWanted() {
        return demand > 0;
    }

    @Override
    public Download exceptionHandler(@Nullable Handler<Throwable> other) {
        exceptionHandler = other;
        if (failure != null && other != null) {
            call.onLoop(this::tellFailure);
        }
        return this;
    }

    @Override
    public Download handler(@Nullable Handler<Buffer> other) {
        handler = other;
        return this;
    }

    @Override
    public Download endHandler(@Nullable Handler<Void> other) {
        endHandler = other;
        return this;
    }

    @Override
    public Download pause() {
        demand = 0;
        response.pause();
        return this;
    }

    @Override
    public Download resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public Download fetch(long amount) {
        call.onLoop(() -> ask(amount));
        return this;
    }

    private void ask(long amount) {
        if (amount == 0 || failure != null) {
            return;
        }
        if (demand == 0) {
            call.progress();
        }
        demand = amount > Long.MAX_VALUE - demand ? Long.MAX_VALUE : demand + amount;
        Buffer before = first;
        Handler<Buffer> reader = handler;
        if (before != null && reader != null) {
            first = null;
            give(reader, before);
        }
        boolean more = before == null || amount > 1;
        if (ended) {
            tellEnd();
        } else if (demand > 0 && more) {
            response.fetch(before == null || amount == Long.MAX_VALUE ? amount : amount - 1);
        }
    }
}
