package dev.weir.cache;

import java.util.TreeMap;

/** How far each of many has got, so that the one who is last is known without asking all of them. */
final class Offsets {
    private final TreeMap<Long, Integer> counts = new TreeMap<>();

    void add(long offset) {
        counts.merge(offset, 1, Integer::sum);
    }

    /** Takes away one that is there. */
    void remove(long offset) {
        counts.computeIfPresent(offset, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Of all, or {@code otherwise} where there is none. */
    long least(long otherwise) {
        return counts.isEmpty() ? otherwise : counts.firstKey();
    }
}
