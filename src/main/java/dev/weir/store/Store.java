package dev.weir.store;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A storage of responses. An implementation releases ({@link Entry#release()}) each entry that it drops: once, when it
 * is replaced, removed or evicted. All methods may be called from any thread, event loops above all: none blocks.
 */
public interface Store {

    /** What is stored under {@code key}; {@link Variants#NONE} for nothing. */
    Variants get(CacheKey key);

    /**
     * Puts what {@code change} makes of what is there in its place, atomically for the key: nobody sees or makes a change
     * to it in between. {@link Variants#NONE} removes the key.
     *
     * @param change called once; fast, and touching no other key
     */
    void update(CacheKey key, UnaryOperator<Variants> change);

    /** The stored responses with that tag, as they are now (see {@link dev.weir.policy.Tags}). */
    List<Entry> tagged(String tag);

    /** Hands over each key that something is stored under from beginning to end; others perhaps. */
    void forEachKey(Consumer<CacheKey> each);

    /** What is stored, in bytes, all that belongs to it included. */
    long bytes();

    /** The number of keys that something is stored under. */
    long keys();

    /** How many stored responses have been dropped for want of room. */
    long evicted();
}
