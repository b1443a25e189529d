package dev.weir.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.fields.NoVarySearch;
import dev.weir.fields.Vary;
import dev.weir.policy.Stored;
import dev.weir.store.CacheKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;

/**
 * What is remembered of a key beside what is stored, and longer: what its responses vary by, which parts of its query do not
 * matter, and until when those of one variant are taken for uncacheable. Bounded; what is forgotten is learned again.
 */
final class Lessons {
    /** Characters of keys, about. */
    private static final long LIMIT = 1 << 20;

    private static final int OVERHEAD = 100;

    /** Behind the target of a key that several URIs share; in no target (RFC 9112 §3.2). */
    private static final char MARK = '#';

    /** @param number of no other lesson */
    private record Search(NoVarySearch said, long number) {}

    private final Cache<CacheKey, Vary> vary = bounded(Lessons::weigh);
    private final Cache<CacheKey, Search> search = bounded(Lessons::weigh);
    private final AtomicLong lessons = new AtomicLong();
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
        int weight = weigh(key.key()) + key.part().map(String::length).orElse(0);
        return key.selection().values().stream().mapToInt(String::length).reduce(weight, Integer::sum);
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

    /**
     * The key under which what is stored for the target URI of {@code own} is found: where its path has a lesson, it is that
     * of others, too (No-Vary-Search). What was stored under a lesson that has been lost is not found again, so that nothing
     * is that a purge of the URI has not reached.
     */
    CacheKey canonical(CacheKey own) {
        Search lesson = anySearch ? search.getIfPresent(path(own)) : null;
        return lesson == null
                ? own
                : new CacheKey(
                        own.scheme(), own.authority(), lesson.said.canonical(own.target()) + MARK + lesson.number);
    }

    /** All keys under which what answers a target URI may be found. */
    List<CacheKey> keys(CacheKey own) {
        CacheKey shared = canonical(own);
        return shared.equals(own) ? List.of(own) : List.of(own, shared);
    }

    /** Whether {@code key} is one that several URIs of its path share. */
    static boolean isShared(CacheKey key) {
        return key.target().indexOf(MARK) >= 0;
    }

    /** A key's text without what tells it from those of single URIs. */
    static String unmarked(String text) {
        int mark = text.indexOf(MARK);
        return mark < 0 ? text : text.substring(0, mark);
    }

    /** The URI that stands for all that share {@code key}; none where it is a single URI's. */
    static Optional<String> shared(CacheKey key) {
        return isShared(key) ? Optional.of(unmarked(key.uri())) : Optional.empty();
    }

    /** The key of the path alone. */
    static CacheKey path(CacheKey key) {
        String target = unmarked(key.target());
        int query = target.indexOf('?');
        return new CacheKey(key.scheme(), key.authority(), query < 0 ? target : target.substring(0, query));
    }

    void learn(CacheKey key, int status, Stored head) {
        learn(key, head.vary());
        if (status == 200) {
            learn(path(key), head.search());
        }
    }

    /** What a 200 says of all URIs that differ in their query alone. Others, such as errors, say nothing about it. */
    private void learn(CacheKey path, NoVarySearch said) {
        if (!said.equals(NoVarySearch.NONE)) {
            anySearch = true;
            search.asMap()
                    .compute(
                            path,
                            (same, before) -> before != null && before.said.equals(said)
                                    ? before
                                    : new Search(said, lessons.incrementAndGet()));
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

    /** What has come for that variant may be shared. */
    void isForAll(FillKey key) {
        uncacheableUntil.invalidate(key);
    }

    void clear() {
        vary.invalidateAll();
        search.invalidateAll();
        uncacheableUntil.invalidateAll();
    }
}
