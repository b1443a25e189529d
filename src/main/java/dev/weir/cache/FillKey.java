package dev.weir.cache;

import dev.weir.policy.Selection;
import dev.weir.store.CacheKey;

/** What one fill at a time is for: a key, and the variant that the request selects as far as Vary is known. */
record FillKey(CacheKey key, Selection selection) {}
