package dev.weir.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.fields.NoVarySearch;
import dev.weir.fields.Vary;
import dev.weir.policy.Stored;
import dev.weir.store.CacheKey;
import java.time.Duration;
import java.util.function.ToIntFunction;

/**
 * What is remembered of a key beside what is stored, and longer: what its responses vary by, which parts of
 * its query do not matter, and until when those of one
 * variant are taken for uncacheable. Bounded; what is forgotten is learned again.
 */
final class Lessons {
    /** Characters of keys, about. */
    private static final long LIMIT = 1 << 20;

    private static final int OVERHEAD = 100;

    private final Cache<CacheKey, Vary> vary = bounded(Lessons::weigh);
    private final Cache<CacheKey, NoVarySearch> search = bounded(Lessons::weigh);
    /** Whether there has ever been one: most caches never see one, and need not look. */
    private volatile boolean anySearch;

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

    /** The key under which what is stored for {@code key} is found: it may be that of others, too (No-Vary-Search). */
    CacheKey canonical(CacheKey key) {
        int query = anySearch ? key.target().indexOf('?') : -1;
        NoVarySearch rule = query < 0 ? null : search.getIfPresent(path(key, query));
        String target = rule == null ? key.target() : rule.canonical(key.target());
        return target.equals(key.target()) ? key : new CacheKey(key.scheme(), key.authority(), target);
    }

    private static CacheKey path(CacheKey key, int query) {
        return query < 0
                ? key
                : new CacheKey(key.scheme(), key.authority(), key.target().substring(0, query));
    }

    void learn(CacheKey key, int status, Stored head) {
        learn(key, head.vary());
        if (status == 200) {
            learn(key, head.search());
        }
    }

    /** What a 200 says of all URIs that differ in their query alone. Others, such as errors, say nothing about it. */
    private void learn(CacheKey key, NoVarySearch said) {
        CacheKey path = path(key, key.target().indexOf('?'));
        if (!said.equals(NoVarySearch.NONE)) {
            search.put(path, said);
            anySearch = true;
        } else if (anySearch) {
            search.invalidate(path);
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
        search.invalidateAll();
        uncacheableUntil.invalidateAll();
    }
}
