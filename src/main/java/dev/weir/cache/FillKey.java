package dev.weir.cache;

import dev.weir.policy.Selection;
import dev.weir.store.CacheKey;
import java.util.Optional;

/**
 * What one fill at a time is for: a key, the variant that the request selects as far as Vary is known, and what of it.
 *
 * @param part the Range of a fill for a part; none for the whole
 */
record FillKey(CacheKey key, Selection selection, Optional<String> part) {

    /** The same variant, all of it. */
    FillKey whole() {
        return part.isEmpty() ? this : new FillKey(key, selection, Optional.empty());
    }
}
