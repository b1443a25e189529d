package dev.weir.http;

import dev.weir.fields.Fields;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/**
 * The writing end of a body: what is written waits in order until the reader of {@link #body()} asks for it. For code
 * that produces a content bit by bit, and for any {@code readStream.pipeTo(writer)}.
 *
 * <p>All methods may be called from any thread; handlers are called on the request's event loop. Writing is never
 * refused while the reader is there: ask {@link #writeQueueFull()} or {@link #queued()} and wait for the drain handler,
 * else a slow reader's share waits in memory.
 */
public final class BodyWriter implements WriteStream<Buffer> {
    private static final int DEFAULT_QUEUE = 64 << 10;

    private final Scope scope;
    private final BodyQueue queue;
    private final Promise<Fields> trailers = Promise.promise();
    private final Body.Stream body;

    private BodyWriter(Scope scope, long length) {
        this.scope = scope;
        this.queue = new BodyQueue(scope.loop(), DEFAULT_QUEUE);
        this.body = scope.own(Body.Stream.of(queue, length, trailers.future(), this::closed));
    }

    /** A writer for a content of unknown length, in that request's scope. */
    public static BodyWriter of(Scope scope) {
        return new BodyWriter(scope, Body.UNKNOWN_LENGTH);
    }

    /** A writer for a content of {@code length} bytes. */
    public static BodyWriter of(Scope scope, long length) {
        return new BodyWriter(scope, length);
    }

    /** The body that brings what is written here. */
    public Body.Stream body() {
        return body;
    }

    /**
     * Writes.
     *
     * @return completes when the reader has taken the bytes; fails with a {@link CancelledException} if it has left
     */
    @Override
    public Future<Void> write(Buffer bytes) {
        return queue.add(bytes);
    }

    /** Ends the content. */
    @Override
    public Future<Void> end() {
        return end(Fields.empty());
    }

    /** Ends the content and gives its trailer section (RFC 9110 §6.5). */
    public Future<Void> end(Fields trailerSection) {
        trailers.tryComplete(trailerSection);
        return queue.end();
    }

    /** Breaks the content off: the reader learns that it is not whole. What is queued is dropped. */
    public void fail(Throwable cause) {
        trailers.tryFail(cause);
        queue.fail(cause);
    }

    /** Bytes written that the reader has not taken yet. */
    public long queued() {
        return queue.bytes();
    }

    /** Whether the reader is there still and the content has not ended. */
    public boolean isOpen() {
        return queue.isOpen();
    }

    /** {@code bytes} from which on {@link #writeQueueFull()} says so; 64 KiB unless set. */
    @Override
    public BodyWriter setWriteQueueMaxSize(int bytes) {
        queue.limit(bytes);
        return this;
    }

    @Override
    public boolean writeQueueFull() {
        return queue.isFull();
    }

    /** Called when a queue that was full is half empty again. */
    @Override
    public BodyWriter drainHandler(@Nullable Handler<Void> handler) {
        queue.onDrain(handler);
        return this;
    }

    /** Called once if the reader leaves before the end. */
    @Override
    public BodyWriter exceptionHandler(@Nullable Handler<Throwable> handler) {
        queue.onLeft(handler);
        return this;
    }

    private void closed() {
        CancelledException gone = new CancelledException(scope.cancellation().orElse(Cancellation.ABANDONED));
        trailers.tryFail(gone);
        queue.readerLeft(gone);
    }
}
