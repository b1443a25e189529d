package dev.weir.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.fields.Vary;
import dev.weir.store.CacheKey;
import java.time.Duration;

/**
 * What is remembered of a key beside what is stored, and longer: what its responses vary by, and until when they are
 * taken for uncacheable. Bounded; what is forgotten is learned again.
 */
final class Lessons {
    /** Characters of keys, about. */
    private static final long LIMIT = 1 << 20;

    private static final int OVERHEAD = 100;

    private final Cache<CacheKey, Vary> vary = bounded();
    private final Cache<CacheKey, Long> uncacheableUntil = bounded();

    private static <V> Cache<CacheKey, V> bounded() {
        return Caffeine.newBuilder()
                .maximumWeight(LIMIT)
                .weigher((CacheKey key, V value) ->
                        OVERHEAD + key.target().length() + key.authority().length())
                .executor(Runnable::run)
                .build();
    }

    /** By what the key's responses varied last. */
    Vary vary(CacheKey key) {
        Vary learned = vary.getIfPresent(key);
        return learned == null ? Vary.NONE : learned;
    }

    void learn(CacheKey key, Vary varies) {
        // A response that does not vary, such as a 404, says nothing about those that do.
        if (!varies.names().isEmpty() && !varies.equals(vary(key))) {
            vary.put(key, varies);
        }
    }

    /** Whether the key's responses are for one request each, as far as is known at {@code now}, in ticks. */
    boolean isUncacheable(CacheKey key, long now) {
        Long until = uncacheableUntil.getIfPresent(key);
        return until != null && now - until < 0;
    }

    void uncacheable(CacheKey key, long now, Duration time) {
        uncacheableUntil.put(key, now + time.toNanos());
    }

    void clear() {
        vary.invalidateAll();
        uncacheableUntil.invalidateAll();
    }
}
