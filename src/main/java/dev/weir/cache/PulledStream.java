package dev.weir.cache;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream that gets its next batch when its reader has taken the last, so that no more than a batch is ever queued for
 * a slow one. All of it happens on the reader's event loop.
 */
final class PulledStream implements ReadStream<Buffer> {
    private final Executor loop;
    private final LongConsumer pull;
    private final Runnable onEnd;
    private final ArrayDeque<Buffer> queue = new ArrayDeque<>();
    private long taken;
    private long demand;
    private boolean pulling;
    private boolean last;
    private boolean over;
    private boolean delivering;
    private @Nullable Throwable failure;
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;

    /**
     * @param loop the reader's
     * @param pull asks for the batch behind so many bytes; answered by one {@link #offer} or {@link #fail}
     * @param onEnd told when the reader has taken everything, before its end handler is
     */
    PulledStream(Executor loop, LongConsumer pull, Runnable onEnd) {
        this.loop = loop;
        this.pull = pull;
        this.onEnd = onEnd;
    }

    /** The batch that was asked for. On the reader's event loop. */
    void offer(List<Buffer> batch, boolean isLast) {
        pulling = false;
        queue.addAll(batch);
        last = isLast;
        deliver();
    }

    /** There is no more, and what came is not whole. On the reader's event loop. */
    void fail(Throwable cause) {
        if (over) {
            return;
        }
        queue.clear();
        failure = cause;
        if (exceptionHandler != null) {
            over = true;
            exceptionHandler.handle(cause);
        }
    }

    /**
     * Hands on what there is, as far as it is asked for, and asks for more; from within a handler, or from a batch that
     * is there at once, leaves the rest to the outer call.
     */
    private void deliver() {
        if (delivering) {
            return;
        }
        delivering = true;
        try {
            do {
                deliverQueue();
            } while (pullMore());
        } finally {
            delivering = false;
        }
    }

    private void deliverQueue() {
        while (demand > 0 && !over && !queue.isEmpty() && handler != null) {
            Buffer chunk = queue.remove();
            demand -= demand == Long.MAX_VALUE ? 0 : 1;
            taken += chunk.length();
            handler.handle(chunk);
        }
    }

    /** Whether the next batch is there already. */
    private boolean pullMore() {
        if (!queue.isEmpty() || demand == 0 || over || pulling || failure != null) {
            return false;
        }
        if (last) {
            over = true;
            onEnd.run();
            if (endHandler != null) {
                endHandler.handle(null);
            }
            return false;
        }
        pulling = true;
        pull.accept(taken);
        return !pulling;
    }

    @Override
    public ReadStream<Buffer> handler(@Nullable Handler<Buffer> reader) {
        handler = reader;
        return this;
    }

    @Override
    public ReadStream<Buffer> pause() {
        demand = 0;
        return this;
    }

    @Override
    public ReadStream<Buffer> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public ReadStream<Buffer> fetch(long amount) {
        demand = demand + amount < 0 ? Long.MAX_VALUE : demand + amount;
        loop.execute(this::deliver);
        return this;
    }

    @Override
    public ReadStream<Buffer> endHandler(@Nullable Handler<Void> told) {
        endHandler = told;
        return this;
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> told) {
        exceptionHandler = told;
        Throwable cause = failure;
        if (cause != null && told != null && !over) {
            over = true;
            loop.execute(() -> told.handle(cause));
        }
        return this;
    }
}
