package dev.weir.cache;

import dev.weir.store.Budget;
import dev.weir.store.CacheKey;
import dev.weir.store.Store;
import dev.weir.store.Variants;

/** What all parts of one cache share. */
record Parts(
        CacheSettings settings,
        Store store,
        Budget budget,
        Epochs epochs,
        Lessons lessons,
        Counters counters,
        Faults faults) {

    /** Drops what is stored under {@code key}, and what is on its way there. */
    void invalidate(CacheKey key) {
        // In this order: a fill that commits in between is removed, one that commits after it sees that it is too late.
        epochs.move(key);
        store.update(key, variants -> Variants.NONE);
    }

    void clear() {
        epochs.moveAll();
        store.clear();
        lessons.clear();
    }
}
