package dev.weir.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A content outside the heap, copied as it is first sent. Freed when nobody holds it: who keeps it for others, who sends
 * it, and each write of it that the connection has not done with. For one event loop.
 */
final class NativeCopy {
    /** What goes out at a time: fewer and larger writes cost the system less. */
    private static final int CHUNK = 1 << 20;

    private final long length;
    private final IntFunction<ByteBuf> memory;
    private final LongConsumer onFree;
    private final @Nullable ByteBuf[] chunks;
    private int holders = 1;

    /** Held once, by the caller. */
    NativeCopy(long length, IntFunction<ByteBuf> memory, LongConsumer onFree) {
        this.length = length;
        this.memory = memory;
        this.onFree = onFree;
        this.chunks = new ByteBuf[(int) ((length + CHUNK - 1) / CHUNK)];
    }

    void hold() {
        checkHeld();
        holders++;
    }

    void release() {
        checkHeld();
        if (--holders > 0) {
            return;
        }
        for (ByteBuf chunk : chunks) {
            if (chunk != null) {
                chunk.release();
            }
        }
        onFree.accept(length);
    }

    /** What was freed may be somebody else's already: better an error here than his bytes there. */
    private void checkHeld() {
        if (holders == 0) {
            throw new IllegalStateException("a copy that nobody holds is no more");
        }
    }

    /** Whether somebody holds it besides who keeps it. */
    boolean isBeingSent() {
        return holders > 1;
    }

    long length() {
        return length;
    }

    int chunks() {
        return chunks.length;
    }

    /** One chunk of the content, which {@code pieces} is. */
    Buffer chunk(int place, List<Buffer> pieces) {
        checkHeld();
        ByteBuf chunk = chunks[place];
        if (chunk == null) {
            long from = (long) place * CHUNK;
            chunk = room((int) Math.min(CHUNK, length - from));
            fill(chunk, from, pieces);
            if (chunk.isDirect()) {
                chunks[place] = chunk;
            }
        }
        return BufferInternal.buffer(chunk);
    }

    /** In the heap, and for this once, where there is no memory outside it. */
    private ByteBuf room(int bytes) {
        try {
            return memory.apply(bytes);
        } catch (OutOfMemoryError e) {
            return Unpooled.buffer(bytes, bytes);
        }
    }

    private static void fill(ByteBuf chunk, long from, List<Buffer> pieces) {
        long at = 0;
        for (Buffer piece : pieces) {
            long skipped = Math.max(from + chunk.writerIndex() - at, 0);
            if (skipped < piece.length()) {
                ByteBuf bytes = ((BufferInternal) piece).getByteBuf();
                int taken = Math.min(piece.length() - (int) skipped, chunk.writableBytes());
                chunk.writeBytes(bytes, bytes.readerIndex() + (int) skipped, taken);
            }
            at += piece.length();
            if (!chunk.isWritable()) {
                return;
            }
        }
    }
}
