package dev.weir.store;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes the cache may hold in all, over all event loops: stored responses, also evicted ones that are still
 * being read, fills, and what waits for slow readers. Bytes are reserved before they are kept.
 */
public final class Budget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    /** A budget of {@code limit} bytes. */
    public Budget(long limit) {
        this.limit = limit;
    }

    /** Reserves {@code bytes} if there is room for them. */
    public boolean tryReserve(long bytes) {
        long now = used.get();
        while (now + bytes <= limit) {
            if (used.compareAndSet(now, now + bytes)) {
                return true;
            }
            now = used.get();
        }
        return false;
    }

    /** Reserves {@code bytes} that are there already, room or not: what is held is counted. */
    public void reserve(long bytes) {
        used.addAndGet(bytes);
    }

    /** Gives back what was reserved. */
    public void release(long bytes) {
        used.addAndGet(-bytes);
    }

    /** The bytes reserved now. */
    public long used() {
        return used.get();
    }

    /** The bytes that may be reserved in all. */
    public long limit() {
        return limit;
    }
}
