package dev.weir.wire;

import dev.weir.http.DemandStream;
import io.vertx.core.buffer.Buffer;

/** Bytes at hand, read slice by slice, so that one slow reader does not have all of them queued. For one event loop. */
final class Slices extends DemandStream {
    private static final int SLICE = 32 << 10;

    private final Buffer bytes;
    private int at;
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
        while (demand() > 0 && at < bytes.length()) {
            int from = at;
            at = Math.min(from + SLICE, bytes.length());
            give(bytes.slice(from, at));
        }
        emitting = false;
        if (demand() > 0 && at == bytes.length()) {
            ended = true;
            giveEnd();
        }
    }

    @Override
    protected void onDemand(long amount) {
        emit();
    }
}
