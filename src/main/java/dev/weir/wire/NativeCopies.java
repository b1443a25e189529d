package dev.weir.wire;

import dev.weir.http.SharedBytes;
import io.netty.buffer.ByteBuf;
import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Copies, outside the heap, of large contents that are sent again and again. Whatever is sent from the heap is copied out
 * of it each time; here the copy is kept, up to a bound, and the one that was least lately sent goes first. For one server
 * on one event loop.
 */
final class NativeCopies {
    /** The most that one server keeps on one event loop, in bytes. */
    static final long MOST = 32 << 20;

    /** All may have this part of the memory outside the heap, of which Java by itself allows as much as of heap. */
    private static final int SHARE = 4;

    /** Places to remember what was sent once: a power of two. Two contents in one place forget each other. */
    private static final int PLACES = 512;

    /** What there is a copy of, without keeping that in memory. */
    private static final class Key extends WeakReference<Object> {
        private final int hash;

        Key(Object identity) {
            super(identity);
            this.hash = System.identityHashCode(identity);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            Object mine = get();
            return this == other || (mine != null && other instanceof Key key && key.get() == mine);
        }
    }

    private final long limit;
    private final Map<Key, NativeCopy> copies = new LinkedHashMap<>(16, 0.75f, true);
    private final int[] sentOnce = new int[PLACES];
    private long used;
    private boolean closed;

    /** Of the size that is right for this machine and this heap. */
    static NativeCopies create() {
        Runtime java = Runtime.getRuntime();
        return new NativeCopies(Math.min(MOST, java.maxMemory() / SHARE / java.availableProcessors()));
    }

    /** @param limit bytes, of copies that are kept and of those that are still being sent */
    NativeCopies(long limit) {
        this.limit = limit;
    }

    /**
     * A copy to send {@code bytes} from, held for the caller; none where they are sent for the first time, or no room is.
     *
     * @param memory gives so many bytes outside the heap, or throws an {@link OutOfMemoryError}
     */
    Optional<NativeCopy> of(SharedBytes bytes, IntFunction<ByteBuf> memory) {
        if (bytes.length() > limit || closed) {
            return Optional.empty();
        }
        Key key = new Key(bytes.identity());
        NativeCopy copy = copies.get(key);
        if (copy != null && copy.length() != bytes.length()) {
            copies.remove(key); // somebody has changed what he should not have
            copy.release();
            return Optional.empty();
        }
        if (copy == null) {
            if (isFirst(key.hashCode()) || !makeRoom(bytes.length())) {
                return Optional.empty();
            }
            copy = new NativeCopy(bytes.length(), memory, freed -> used -= freed);
            used += bytes.length();
            copies.put(key, copy);
        }
        copy.hold();
        return Optional.of(copy);
    }

    private boolean isFirst(int hash) {
        int place = hash & (PLACES - 1);
        boolean first = sentOnce[place] != hash;
        sentOnce[place] = hash;
        return first;
    }

    /** What is being sent stays, and may be sent again; so it may be that there is no room. */
    private boolean makeRoom(long bytes) {
        if (used + bytes > limit) {
            drop(Long.MAX_VALUE, entry -> entry.getKey().get() == null);
        }
        long missing = used + bytes - limit;
        if (missing > 0 && idle() >= missing) {
            drop(missing, entry -> !entry.getValue().isBeingSent());
        }
        return used + bytes <= limit;
    }

    private long idle() {
        return copies.values().stream()
                .filter(copy -> !copy.isBeingSent())
                .mapToLong(NativeCopy::length)
                .sum();
    }

    /** Drops of those that {@code may} go, the least lately sent first, until so many bytes are free. */
    private void drop(long wanted, Predicate<Map.Entry<Key, NativeCopy>> may) {
        long before = used;
        Iterator<Map.Entry<Key, NativeCopy>> each = copies.entrySet().iterator();
        while (each.hasNext() && before - used < wanted) {
            Map.Entry<Key, NativeCopy> entry = each.next();
            if (may.test(entry)) {
                each.remove();
                entry.getValue().release();
            }
        }
    }

    /** Keeps none any more. */
    void close() {
        closed = true;
        drop(Long.MAX_VALUE, entry -> true);
    }

    /** Bytes of the copies that are kept or being sent. */
    long used() {
        return used;
    }
}
