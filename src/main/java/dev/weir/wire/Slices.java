package dev.weir.wire;

import dev.weir.http.DemandStream;
import io.vertx.core.buffer.Buffer;
import java.util.function.IntFunction;

/** Bytes at hand, read slice by slice, so that one slow reader does not have all of them queued. For one event loop. */
final class Slices extends DemandStream {
    private static final int SLICE = 32 << 10;

    private final int count;
    private final IntFunction<Buffer> slice;
    private int next;
    private boolean emitting;
    private boolean ended;

    /** @param slice gives the one at a place, once, in order */
    Slices(int count, IntFunction<Buffer> slice) {
        this.count = count;
        this.slice = slice;
    }

    static Slices of(Buffer bytes) {
        int length = bytes.length();
        return new Slices(
                (length + SLICE - 1) / SLICE, i -> bytes.slice(i * SLICE, Math.min(i * SLICE + SLICE, length)));
    }

    private void emit() {
        if (emitting || ended) {
            return;
        }
        emitting = true;
        while (demand() > 0 && next < count) {
            give(slice.apply(next++));
        }
        emitting = false;
        if (demand() > 0 && next == count) {
            ended = true;
            giveEnd();
        }
    }

    @Override
    protected void onDemand(long amount) {
        emit();
    }
}
