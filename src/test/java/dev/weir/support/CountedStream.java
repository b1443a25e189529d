package dev.weir.support;

import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.DemandStream;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A content that is made while it is wanted, and counts what was made and how often it was closed. */
public final class CountedStream extends DemandStream {
    public final AtomicLong made = new AtomicLong();
    public final AtomicInteger closed = new AtomicInteger();
    public final CompletableFuture<Void> closedOnce = new CompletableFuture<>();

    private final int chunk;
    private final long total;
    private final @Nullable Throwable failure;
    private boolean emitting;
    private boolean over;

    /** Brings {@code total} bytes, {@code chunk} at a time, and ends, or fails where there is a failure. */
    public CountedStream(int chunk, long total, @Nullable Throwable failure) {
        this.chunk = chunk;
        this.total = total;
        this.failure = failure;
    }

    public static CountedStream of(int chunk, long total) {
        return new CountedStream(chunk, total, null);
    }

    /** Never brings anything. */
    public static CountedStream silent() {
        return new CountedStream(0, Long.MAX_VALUE, null);
    }

    public Body body(long length) {
        return body(length, Fields.empty());
    }

    public Body body(long length, Fields trailers) {
        return Body.Stream.of(this, length, Future.succeededFuture(trailers), () -> {
            closed.incrementAndGet();
            closedOnce.complete(null);
        });
    }

    private void emit() {
        if (emitting || over || chunk == 0) {
            return;
        }
        emitting = true;
        while (demand() > 0 && made.get() < total) {
            int size = (int) Math.min(chunk, total - made.get());
            made.addAndGet(size);
            give(Buffer.buffer("x".repeat(size)));
        }
        emitting = false;
        if (demand() > 0 && made.get() == total) {
            over = true;
            if (failure != null) {
                giveFailure(failure);
            } else {
                giveEnd();
            }
        }
    }

    @Override
    protected void onDemand(long amount) {
        emit();
    }
}
