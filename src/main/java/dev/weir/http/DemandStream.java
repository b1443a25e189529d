package dev.weir.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import org.jspecify.annotations.Nullable;

/**
 * What every content that is read bit by bit has to keep: its reader's handlers, and for how many chunks the reader has
 * asked and not got yet. Paused to begin with. For one thread at a time.
 */
public abstract class DemandStream implements ReadStream<Buffer> {
    private @Nullable Handler<Buffer> handler;
    private @Nullable Handler<Void> endHandler;
    private @Nullable Handler<Throwable> exceptionHandler;
    private long demand;

    /** The reader has asked for {@code amount} chunks more. */
    protected abstract void onDemand(long amount);

    /** The reader wants nothing for now. */
    protected void onPause() {}

    /** How many chunks the reader has asked for and not got; {@link Long#MAX_VALUE} when it takes everything. */
    public final long demand() {
        return demand;
    }

    /** Whether the reader has said where chunks go. */
    protected final boolean hasReader() {
        return handler != null;
    }

    /** Whether the reader has said whom to tell of a failure. */
    protected final boolean hasFailureReader() {
        return exceptionHandler != null;
    }

    /** Gives the reader one of the chunks that it has asked for. */
    protected final void give(Buffer chunk) {
        if (demand != Long.MAX_VALUE) {
            demand--;
        }
        Handler<Buffer> reader = handler;
        if (reader != null) {
            reader.handle(chunk);
        }
    }

    /** Tells the reader that this was all. */
    protected final void giveEnd() {
        Handler<Void> reader = endHandler;
        if (reader != null) {
            reader.handle(null);
        }
    }

    /** Tells the reader that what came is not whole. */
    protected final void giveFailure(Throwable cause) {
        Handler<Throwable> reader = exceptionHandler;
        if (reader != null) {
            reader.handle(cause);
        }
    }

    @Override
    public ReadStream<Buffer> exceptionHandler(@Nullable Handler<Throwable> told) {
        exceptionHandler = told;
        return this;
    }

    @Override
    public final ReadStream<Buffer> handler(@Nullable Handler<Buffer> reader) {
        handler = reader;
        return this;
    }

    @Override
    public final ReadStream<Buffer> endHandler(@Nullable Handler<Void> told) {
        endHandler = told;
        return this;
    }

    @Override
    public final ReadStream<Buffer> pause() {
        demand = 0;
        onPause();
        return this;
    }

    @Override
    public final ReadStream<Buffer> resume() {
        return fetch(Long.MAX_VALUE);
    }

    @Override
    public final ReadStream<Buffer> fetch(long amount) {
        long sum = demand + amount;
        demand = sum < 0 ? Long.MAX_VALUE : sum;
        onDemand(amount);
        return this;
    }
}
