package dev.weir.cache;

import dev.weir.store.CacheKey;
import dev.weir.store.Entry;
import dev.weir.store.MemoryStore;
import dev.weir.store.Store;
import dev.weir.store.Variants;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A store in memory, of which a test says what is otherwise. */
class ForwardingStore implements Store {
    private final Store real = new MemoryStore(1 << 20);

    @Override
    public Variants get(CacheKey key) {
        return real.get(key);
    }

    @Override
    public void update(CacheKey key, UnaryOperator<Variants> change) {
        real.update(key, change);
    }

    @Override
    public List<Entry> tagged(String tag) {
        return real.tagged(tag);
    }

    @Override
    public void forEachKey(Consumer<CacheKey> each) {
        real.forEachKey(each);
    }

    @Override
    public long bytes() {
        return real.bytes();
    }

    @Override
    public long keys() {
        return real.keys();
    }

    @Override
    public long evicted() {
        return real.evicted();
    }
}
