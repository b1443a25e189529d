package dev.weir.cache;

import dev.weir.store.Entry;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The stored responses that keep their replies: those that began to be asked for last. The replies take more than the
 * stored responses themselves, and what is asked for once a minute gains nothing from them.
 */
final class Warm {
    private static final int MOST = 4_096;

    /** One for so many bytes of memory: replies are some thousand bytes, of which nobody keeps count. */
    private static final int BYTES_FOR_ONE = 128 << 10;

    /** Weak, since what is dropped from the store must not stay for this. */
    private final AtomicReferenceArray<@Nullable WeakReference<Entry>> places;

    private final AtomicInteger next = new AtomicInteger();
    private final Function<Entry, Replies> make = this::make;

    /** @param memoryBytes those of the cache */
    Warm(long memoryBytes) {
        this.places = new AtomicReferenceArray<>((int) Math.max(1, Math.min(MOST, memoryBytes / BYTES_FOR_ONE)));
    }

    /** The replies of an entry. */
    Replies replies(Entry entry) {
        return entry.derived(Replies.class, make);
    }

    private Replies make(Entry entry) {
        int place = Math.floorMod(next.getAndIncrement(), places.length());
        WeakReference<Entry> before = places.getAndSet(place, new WeakReference<>(entry));
        Entry cold = before == null ? null : before.get();
        if (cold != null && cold != entry) {
            cold.forget();
        }
        return new Replies(entry);
    }
}
