package dev.weir.cache;

import dev.weir.cache.Purge.Reach;
import dev.weir.fields.Fields;
import dev.weir.store.CacheKey;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The latest purges that reach what only a key or a head tells, in order, so that a fill that began before one knows it.
 * A fill that began before all of them is taken for reached: that costs a fetch, never a stale answer.
 */
final class Purges {
    private static final int KEPT = 4_096;

    private final AtomicReferenceArray<Reach> latest = new AtomicReferenceArray<>(KEPT);
    private final AtomicLong count = new AtomicLong();

    synchronized void add(Reach reach) {
        latest.set(place(count.get()), reach);
        count.incrementAndGet();
    }

    /** How many there have been. */
    long count() {
        return count.get();
    }

    /**
     * Whether one of those from {@code since} up to {@code until} reaches a response.
     *
     * @param head its fields; none where they are not known yet
     */
    boolean haveReached(CacheKey key, Fields head, long since, long until) {
        for (long i = since; i < until && until - since < KEPT; i++) {
            if (latest.get(place(i)).reaches(key, head)) {
                return true;
            }
        }
        // What has been overwritten may have been anything.
        return until > since && count.get() - since >= KEPT;
    }

    private static int place(long number) {
        return (int) (number & (KEPT - 1));
    }
}
