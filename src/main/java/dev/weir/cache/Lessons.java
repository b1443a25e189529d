package dev.weir.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.fields.Vary;
import dev.weir.store.CacheKey;
import java.time.Duration;
import java.util.function.ToIntFunction;

/**
 * What is remembered of a key beside what is stored, and longer: what its responses vary by, and until when those of one
 * variant are taken for uncacheable. Bounded; what is forgotten is learned again.
 */
final class Lessons {
    /** Characters of keys, about. */
    private static final long LIMIT = 1 << 20;

    private static final int OVERHEAD = 100;

    private final Cache<CacheKey, Vary> vary = bounded(Lessons::weigh);
    private final Cache<FillKey, Long> uncacheableUntil = bounded(Lessons::weigh);

    private static <K, V> Cache<K, V> bounded(ToIntFunction<K> weight) {
        return Caffeine.newBuilder()
                .maximumWeight(LIMIT)
                .weigher((K key, V value) -> weight.applyAsInt(key))
                .executor(Runnable::run)
                .build();
    }

    private static int weigh(CacheKey key) {
        return OVERHEAD + key.target().length() + key.authority().length();
    }

    private static int weigh(FillKey key) {
        return key.selection().values().stream().mapToInt(String::length).reduce(weigh(key.key()), Integer::sum);
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

    /** Whether that variant's responses are for one request each, as far as is known at {@code now}, in ticks. */
    boolean isUncacheable(FillKey key, long now) {
        Long until = uncacheableUntil.getIfPresent(key);
        return until != null && now - until < 0;
    }

    void uncacheable(FillKey key, long now, Duration time) {
        uncacheableUntil.put(key, now + time.toNanos());
    }

    void clear() {
        vary.invalidateAll();
        uncacheableUntil.invalidateAll();
    }
}
