package dev.weir.cache;

import dev.weir.http.DemandStream;
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
final class PulledStream extends DemandStream {
    private final Executor loop;
    private final LongConsumer pull;
    private final Runnable onEnd;
    private final ArrayDeque<Buffer> queue = new ArrayDeque<>();
    private long taken;
    private boolean pulling;
    private boolean last;
    private boolean over;
    private boolean delivering;
    private @Nullable Throwable failure;

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
        if (hasFailureReader()) {
            over = true;
            giveFailure(cause);
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
        while (demand() > 0 && !over && !queue.isEmpty() && hasReader()) {
            Buffer chunk = queue.remove();
            taken += chunk.length();
            give(chunk);
        }
    }

    /** Whether the next batch is there already. */
    private boolean pullMore() {
        if (!queue.isEmpty() || demand() == 0 || over || pulling || failure != null) {
            return false;
        }
        if (last) {
            over = true;
            onEnd.run();
            giveEnd();
            return false;
        }
        pulling = true;
        pull.accept(taken);
        return !pulling;
    }

    @Override
    protected void onDemand(long amount) {
        loop.execute(this::deliver);
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> told) {
        super.exceptionHandler(told);
        Throwable cause = failure;
        if (cause != null && told != null && !over) {
            over = true;
            loop.execute(() -> told.handle(cause));
        }
        return this;
    }
}
