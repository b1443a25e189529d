package dev.weir.store;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * The bytes of a stored response, in segments that never change and are shared by all who read them. Whoever keeps or
 * reads them over time holds them; the budget gets them back when nobody does any more.
 */
public final class Content {
    /** Up to this, a content is one segment; smaller pieces of a larger one are joined up to this. */
    public static final int SEGMENT = 64 << 10;

    /** A piece at least this large stays the object that it came as. */
    private static final int LARGE_PIECE = SEGMENT / 4;

    /** What a segment takes beside its bytes: the buffer's objects and its place in the list. */
    public static final int SEGMENT_OVERHEAD = 128;

    /** Up to this, bytes are kept without a buffer, whose objects would take a tenth of a small content and more. */
    private static final int TINY = 4 << 10;

    /** An array's head, and what it is filled up with. */
    private static final int TINY_OVERHEAD = 24;

    private static final byte[] NO_BYTES = {};

    private static final AtomicIntegerFieldUpdater<Content> HOLDERS =
            AtomicIntegerFieldUpdater.newUpdater(Content.class, "holders");

    /** All bytes of a tiny content, which has no segments then. */
    private final byte[] tiny;

    private final List<Buffer> segments;
    private final long length;
    private final Budget budget;

    /** Changed by way of {@link #HOLDERS}, which spares an object. */
    @SuppressWarnings("UnusedVariable")
    private volatile int holders = 1;

    private Content(byte[] tiny, List<Buffer> segments, long length, Budget budget) {
        this.tiny = tiny;
        this.segments = segments;
        this.length = length;
        this.budget = budget;
        budget.reserve(cost());
    }

    /** The content that these pieces are, held once, by the caller, and reserved in {@code budget}. */
    public static Content of(List<Buffer> pieces, Budget budget) {
        long length = 0;
        for (Buffer piece : pieces) {
            length += piece.length();
        }
        return length <= TINY
                ? new Content(bytes(pieces, (int) length), List.of(), length, budget)
                : new Content(NO_BYTES, joined(pieces, length), length, budget);
    }

    private static byte[] bytes(List<Buffer> pieces, int length) {
        byte[] bytes = new byte[length];
        int at = 0;
        for (Buffer piece : pieces) {
            piece.getBytes(bytes, at);
            at += piece.length();
        }
        return bytes;
    }

    private static List<Buffer> joined(List<Buffer> pieces, long length) {
        if (pieces.size() == 1) {
            return split(pieces.get(0));
        }
        List<Buffer> segments = new ArrayList<>((int) (length / SEGMENT) + 1);
        List<Buffer> small = new ArrayList<>();
        int smallBytes = 0;
        boolean all = length <= SEGMENT;
        for (Buffer piece : pieces) {
            boolean large = piece.length() >= LARGE_PIECE && !all;
            if (large || smallBytes + piece.length() > SEGMENT) {
                join(small, smallBytes, segments);
                smallBytes = 0;
            }
            if (large) {
                segments.addAll(split(piece));
            } else {
                small.add(piece);
                smallBytes += piece.length();
            }
        }
        join(small, smallBytes, segments);
        return List.copyOf(segments);
    }

    private static void join(List<Buffer> small, int bytes, List<Buffer> segments) {
        if (bytes > 0) {
            Buffer joined = Buffer.buffer(bytes);
            small.forEach(joined::appendBuffer);
            segments.add(joined);
        }
        small.clear();
    }

    private static List<Buffer> split(Buffer piece) {
        if (piece.length() <= SEGMENT) {
            return piece.length() == 0 ? List.of() : List.of(piece);
        }
        List<Buffer> parts = new ArrayList<>(piece.length() / SEGMENT + 1);
        for (int from = 0; from < piece.length(); from += SEGMENT) {
            parts.add(piece.slice(from, Math.min(piece.length(), from + SEGMENT)));
        }
        return parts;
    }

    /** Keeps the bytes counted until a {@link #release()} more. */
    public void hold() {
        if (HOLDERS.getAndIncrement(this) == 0) {
            budget.reserve(cost()); // evicted between the look-up and here, and read all the same
        }
    }

    /** Ends one {@link #hold()}. */
    public void release() {
        if (HOLDERS.decrementAndGet(this) == 0) {
            budget.release(cost());
        }
    }

    /** The bytes, in order. */
    public List<Buffer> segments() {
        return tiny.length > 0 ? List.of(bytes()) : segments;
    }

    /** The number of bytes of the content. */
    public long length() {
        return length;
    }

    /** What it takes of the budget, in bytes. */
    public long cost() {
        return tiny.length > 0 ? length + TINY_OVERHEAD : length + (long) segments.size() * SEGMENT_OVERHEAD;
    }

    Budget budget() {
        return budget;
    }

    /** Whether it is one segment or none, and so sent at once. */
    public boolean isSmall() {
        return segments.size() < 2;
    }

    /** All bytes of a {@linkplain #isSmall() small} content; a tiny one's are copied. */
    public Buffer bytes() {
        return segments.isEmpty() ? Buffer.buffer(tiny) : segments.get(0);
    }
}
