package dev.weir.wire;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/** Bytes at hand, read slice by slice, so that one slow reader does not have all of them queued. For one event loop. */
final class Slices implements ReadStream<Buffer> {
    private static final int SLICE = 32 << 10;

    private final Buffer bytes;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private int at;
    private long demand;
    private boolean emitting;
    private boolean ended;

    Slices(Buffer bytes) {
        this.bytes = bytes;
    }

    private void emit() {
        if (emitting || ended) {
            return;
        }
        emitting = true;
        while (demand > 0 && at < bytes.length()) {
            int end = Math.min(at + SLICE, bytes.length());
            Buffer slice = bytes.slice(at, end);
            at = end;
            demand--;
            if (handler != null) {
                handler.handle(slice);
            }
        }
        emitting = false;
        if (demand > 0 && at == bytes.length()) {
            ended = true;
            if (endHandler != null) {
                endHandler.handle(null);
            }
        }
    }

    @Override
    public Slices exceptionHandler(@Nullable Handler<Throwable> other) {
        return this;
    }

    @Override
    public Slices handler(@Nullable Handler<Buffer> other) {
        handler = other;
        return this;
    }

    @Override
    public Slices endHandler(@Nullable Handler<Void> other) {
        endHandler = other;
        return this;
    }

    @Override
    public Slices pause() {
        demand = 0;
        return this;
    }

    @Override
    public Slices resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public Slices fetch(long amount) {
        long sum = demand + amount;
        demand = sum < 0 ? Long.MAX_VALUE : sum;
        emit();
        return this;
    }
}
