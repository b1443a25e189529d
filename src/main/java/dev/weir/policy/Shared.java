package dev.weir.policy;

import org.jspecify.annotations.Nullable;

/**
 * Values of which many are equal, so that one object does for all of them. Of bounded size; what it does not know stays
 * the object that it is. For all threads: a race loses what it would have remembered.
 */
final class Shared<T> {
    private static final int PLACES = 512;

    private final @Nullable Object[] known;

    private Shared(int places) {
        this.known = new Object[places];
    }

    /** Knows nothing. */
    static <T> Shared<T> none() {
        return new Shared<>(0);
    }

    static <T> Shared<T> some() {
        return new Shared<>(PLACES);
    }

    /** What is equal to {@code value}: one that is known, or else {@code value} itself. */
    @SuppressWarnings("unchecked")
    T of(T value) {
        if (known.length == 0) {
            return value;
        }
        int hash = value.hashCode();
        int place = (hash ^ (hash >>> 16)) & (known.length - 1);
        Object there = known[place];
        if (value.equals(there)) {
            return (T) there;
        }
        known[place] = value;
        return value;
    }
}
