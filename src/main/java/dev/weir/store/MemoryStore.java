package dev.weir.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A storage in memory, bounded in bytes; W-TinyLFU chooses what stays. Eviction runs in whoever stores. */
public final class MemoryStore implements Store {
    /** Weights are ints; in units of 64 bytes the largest is 128 GiB. */
    private static final int UNIT = 64;

    private final Cache<CacheKey, Variants> cache;
    private final TagIndex tags = new TagIndex();
    private final AtomicLong bytes = new AtomicLong();
    private final LongAdder evicted = new LongAdder();

    /** A storage for up to {@code limit} bytes. */
    public MemoryStore(long limit) {
        this.cache = Caffeine.newBuilder()
                .maximumWeight(Math.max(1, limit / UNIT))
                .weigher((CacheKey key, Variants variants) -> weight(variants))
                .executor(Runnable::run)
                .evictionListener((key, variants, cause) -> {
                    if (variants != null) {
                        evicted.add(variants.size());
                        drop(variants, Variants.NONE);
                    }
                })
                .build();
    }

    private static int weight(Variants variants) {
        return (int) Math.min(Integer.MAX_VALUE, (variants.cost() + UNIT - 1) / UNIT);
    }

    /** Releases the entries of {@code before} that are not in {@code after}. */
    private void drop(Variants before, Variants after) {
        for (Entry entry : before.entries()) {
            if (!after.contains(entry)) {
                bytes.addAndGet(-entry.cost());
                tags.remove(entry);
                entry.release();
            }
        }
    }

    @Override
    public Variants get(CacheKey key) {
        Variants variants = cache.getIfPresent(key);
        return variants == null ? Variants.NONE : variants;
    }

    @Override
    public void update(CacheKey key, UnaryOperator<Variants> change) {
        cache.asMap().compute(key, (k, there) -> {
            Variants before = there == null ? Variants.NONE : there;
            Variants after = change.apply(before);
            // Before anything is dropped: what takes the place of something with its tag is never missing among them.
            for (Entry entry : after.entries()) {
                if (!before.contains(entry)) {
                    bytes.addAndGet(entry.cost());
                    tags.add(entry);
                }
            }
            drop(before, after);
            return after.isEmpty() ? null : after;
        });
    }

    @Override
    public List<Entry> tagged(String tag) {
        return tags.tagged(tag);
    }

    @Override
    public void forEachKey(Consumer<CacheKey> each) {
        cache.asMap().keySet().forEach(each);
    }

    @Override
    public long bytes() {
        return bytes.get();
    }

    @Override
    public long keys() {
        cache.cleanUp();
        return cache.estimatedSize();
    }

    @Override
    public long evicted() {
        return evicted.sum();
    }
}
