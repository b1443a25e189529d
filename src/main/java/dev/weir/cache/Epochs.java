package dev.weir.cache;

import dev.weir.cache.Purge.Everything;
import dev.weir.cache.Purge.Reach;
import dev.weir.fields.Fields;
import dev.weir.store.CacheKey;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Counts invalidations, so that a fill that began before one knows it. Keys share a bounded number of counts, each beside
 * the hash of the key that moved it last: one invalidation of another key disturbs nothing. Two of them cost a fetch,
 * never a stale answer.
 */
final class Epochs {
    private static final int COUNTS = 4_096;
    private static final int COUNT_BITS = 32;

    /** The counts that held when a fill began. */
    record Mark(long key, long all, long purges) {}

    private final AtomicLongArray keys = new AtomicLongArray(COUNTS);
    private final AtomicLong all = new AtomicLong();
    private final Purges purges = new Purges();
    private final ReadWriteLock storing = new ReentrantReadWriteLock();

    Mark mark(CacheKey key) {
        return new Mark(keys.get(place(key)), all.get(), purges.count());
    }

    /** @param head the fields of what was fetched since; none where they are not known yet */
    boolean hasMoved(CacheKey key, Fields head, Mark since) {
        return all.get() != since.all
                || hasMoved(key.hashCode(), keys.get(place(key)), since.key)
                || purges.haveReached(key, head, since.purges, purges.count());
    }

    private static boolean hasMoved(int hash, long now, long then) {
        int moves = (int) now - (int) then;
        boolean byAnother = (int) (now >>> COUNT_BITS) != hash;
        return moves != 0 && !(moves == 1 && byAnother);
    }

    void move(CacheKey key) {
        keys.updateAndGet(place(key), was -> moved(key, was));
    }

    /** Moves {@code key}. The mark from then on, for what {@code since} was the mark of; none if it has moved before. */
    Optional<Mark> move(CacheKey key, Mark since) {
        long was = keys.getAndUpdate(place(key), before -> moved(key, before));
        boolean inTime = all.get() == since.all && !hasMoved(key.hashCode(), was, since.key);
        return inTime ? Optional.of(new Mark(moved(key, was), since.all, since.purges)) : Optional.empty();
    }

    private static long moved(CacheKey key, long was) {
        long hash = (long) key.hashCode() << COUNT_BITS;
        return hash | Integer.toUnsignedLong((int) was + 1);
    }

    /**
     * Runs {@code change}, which looks whether something has moved and then stores: a purge that moves it meanwhile goes
     * through what is stored only once what this stores is there to be found.
     */
    void whileStoring(Runnable change) {
        storing.readLock().lock();
        try {
            change.run();
        } finally {
            storing.readLock().unlock();
        }
    }

    /** Moves what {@code reach} reaches, which is more than one URI. */
    void move(Reach reach) {
        storing.writeLock().lock();
        try {
            if (reach instanceof Everything) {
                all.incrementAndGet();
            } else {
                purges.add(reach);
            }
        } finally {
            storing.writeLock().unlock();
        }
    }

    /** The purges that reach what only a head tells. */
    Purges purges() {
        return purges;
    }

    private static int place(CacheKey key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (COUNTS - 1);
    }
}
