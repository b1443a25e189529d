package dev.weir.cache;

import dev.weir.store.Budget;
import dev.weir.store.Content;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/** The part of a content on its way that is held: from offset 0 until it must give room, and then what is not yet read. */
final class Window {
    private static final long STEP = 64 << 10;

    private record Span(long start, Buffer bytes) {
        long end() {
            return start + bytes.length();
        }
    }

    private final Budget budget;
    private List<Span> spans = new ArrayList<>();
    private long end;
    private long held;
    private long reserved;

    Window(Budget budget) {
        this.budget = budget;
    }

    /** Reserves room for so many bytes more than are held, if there is. */
    boolean makeRoom(long bytes) {
        long missing = held + bytes - reserved;
        if (missing <= 0) {
            return true;
        }
        long step = Math.max(missing, Math.min(STEP, bytes * 4));
        if (budget.tryReserve(step)) {
            reserved += step;
            return true;
        }
        boolean fits = budget.tryReserve(missing);
        reserved += fits ? missing : 0;
        return fits;
    }

    /** What a piece takes of the budget. */
    static long cost(long length) {
        return length + Content.SEGMENT_OVERHEAD;
    }

    /** Adds a piece that is there, room or not. */
    void add(Buffer bytes) {
        long cost = cost(bytes.length());
        if (!makeRoom(cost)) {
            budget.reserve(cost);
            reserved += cost;
        }
        held += cost;
        spans.add(new Span(end, bytes));
        end += bytes.length();
    }

    /** The pieces from {@code offset} on, about {@code most} bytes of them. */
    List<Buffer> read(long offset, long most) {
        List<Buffer> batch = new ArrayList<>(4);
        long bytes = 0;
        for (int i = find(offset); i < spans.size() && bytes < most; i++) {
            Span span = spans.get(i);
            int skip = (int) Math.max(0, offset - span.start);
            batch.add(skip == 0 ? span.bytes : span.bytes.slice(skip, span.bytes.length()));
            bytes += span.bytes.length() - skip;
        }
        return batch;
    }

    private int find(long offset) {
        int low = 0;
        int high = spans.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (spans.get(middle).end() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Drops the pieces that lie before {@code offset}. */
    void trim(long offset) {
        int gone = find(offset);
        for (Span span : spans.subList(0, gone)) {
            held -= cost(span.bytes.length());
        }
        spans.subList(0, gone).clear();
        releaseTo(held);
    }

    private void releaseTo(long bytes) {
        budget.release(reserved - bytes);
        reserved = bytes;
    }

    /** What is held, as a content that counts for itself; its segments take the place of the pieces. */
    Content toContent() {
        List<Buffer> pieces = new ArrayList<>(spans.size());
        spans.forEach(span -> pieces.add(span.bytes));
        // Given back first, so that no byte is counted twice; nobody who checks the budget minds a moment too few.
        drop();
        Content content = Content.of(pieces, budget);
        long start = 0;
        for (Buffer segment : content.segments()) {
            spans.add(new Span(start, segment));
            start += segment.length();
        }
        return content;
    }

    /** Drops everything. */
    void drop() {
        spans = new ArrayList<>();
        held = 0;
        releaseTo(0);
    }

    /** The first offset that is held. */
    long start() {
        return spans.isEmpty() ? end : spans.get(0).start;
    }

    /** The offset behind the last byte that has come. */
    long end() {
        return end;
    }

    /** Bytes between the first and the last. */
    long size() {
        return end - start();
    }
}
