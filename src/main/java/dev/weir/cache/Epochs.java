package dev.weir.cache;

import dev.weir.store.CacheKey;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts invalidations, so that a fill that began before one knows it. Keys share a bounded number of counts: two that
 * meet in one cost a fetch, never a stale answer.
 */
final class Epochs {
    private static final int COUNTS = 4_096;

    /** The counts that held when a fill began. */
    record Mark(long key, long all) {}

    private final AtomicLongArray keys = new AtomicLongArray(COUNTS);
    private final AtomicLong all = new AtomicLong();

    Mark mark(CacheKey key) {
        return new Mark(keys.get(place(key)), all.get());
    }

    boolean hasMoved(CacheKey key, Mark since) {
        return keys.get(place(key)) != since.key || all.get() != since.all;
    }

    void move(CacheKey key) {
        keys.incrementAndGet(place(key));
    }

    void moveAll() {
        all.incrementAndGet();
    }

    private static int place(CacheKey key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (COUNTS - 1);
    }
}
