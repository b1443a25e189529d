package dev.weir.cache;

import dev.weir.policy.Selection;
import dev.weir.store.CacheKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one fill at a time is for: a key, the variant that the request selects as far as Vary is known, and what of it.
 *
 * @param part the Range of a fill for a part; none for the whole
 */
record FillKey(CacheKey key, Selection selection, Optional<String> part) implements Comparable<FillKey> {

    /** By all of it, so that it agrees with equals: what is equal for one URI and part differs by what Vary selects. */
    private static final Comparator<FillKey> ORDER = Comparator.comparing(FillKey::key)
            .thenComparing(FillKey::part, FillKey::compareParts)
            .thenComparing(key -> key.selection().values(), FillKey::compareAll)
            .thenComparing(key -> key.selection().names(), FillKey::compareAll);

    /** The same variant, all of it. */
    FillKey whole() {
        return part.isEmpty() ? this : new FillKey(key, selection, Optional.empty());
    }

    /** Clients can make keys of one hash: as with {@link CacheKey}, by an order one of them is found in a few steps. */
    @Override
    public int compareTo(FillKey that) {
        return ORDER.compare(this, that);
    }

    private static int compareParts(Optional<String> one, Optional<String> other) {
        return compareAll(one.stream().toList(), other.stream().toList());
    }

    private static int compareAll(List<String> one, List<String> other) {
        int size = Integer.compare(one.size(), other.size());
        for (int i = 0; size == 0 && i < one.size(); i++) {
            int order = one.get(i).compareTo(other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return size;
    }
}
