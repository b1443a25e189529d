package dev.weir.policy;

import org.jspecify.annotations.Nullable;

/**
 * The normal forms of the values that a cache has seen lately. Clients spell a field in a few ways, and each request has to
 * be told apart before it is answered. Of bounded size; what is not remembered is worked out again. For all threads: a race
 * loses what it would have remembered.
 */
final class Spellings {
    /** Remembers nothing. */
    static final Spellings NONE = new Spellings(0);

    private static final int PLACES = 512;

    /** Characters: what is longer is hardly anybody's second request, and would take memory that nobody counts. */
    private static final int LONGEST = 256;

    private record Spelling(String name, String value, String normal) {}

    private final @Nullable Spelling[] known;

    private Spellings(int places) {
        this.known = new Spelling[places];
    }

    static Spellings some() {
        return new Spellings(PLACES);
    }

    /** As many, all forgotten. */
    Spellings afresh() {
        return known.length == 0 ? this : new Spellings(known.length);
    }

    /** The normal form of {@code value}; empty where it is not remembered, or is empty. */
    String get(String name, String value) {
        if (known.length == 0) {
            return "";
        }
        Spelling there = known[place(name, value)];
        return there != null && there.value.equals(value) && there.name.equals(name) ? there.normal : "";
    }

    /** Remembers {@code normal}, and gives it back. */
    String put(String name, String value, String normal) {
        if (known.length > 0 && value.length() <= LONGEST && normal.length() <= LONGEST) {
            known[place(name, value)] = new Spelling(name, value, normal);
        }
        return normal;
    }

    private int place(String name, String value) {
        int hash = 31 * value.hashCode() + name.hashCode();
        return (hash ^ (hash >>> 16)) & (known.length - 1);
    }
}
