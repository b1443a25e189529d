package dev.weir.cache;

import dev.weir.fields.Fields;
import dev.weir.policy.Tags;
import dev.weir.store.CacheKey;
import java.net.URI;

/**
 * What {@link Cache#purge} is to reach, and whether that is to be gone, which it is unless it is {@link #soft}.
 *
 * <p>URIs are those that clients ask for; under a {@link dev.weir.http.FixedAuthority} with that authority.
 */
public final class Purge {

    /** Which responses it is about. */
    sealed interface Reach {

        /** Whether it is about a response, as far as its key and what is known of its fields tell. */
        boolean reaches(CacheKey key, Fields head);
    }

    /** Of those that have one tag. */
    sealed interface Tagged extends Reach {
        String tag();
    }

    record Url(CacheKey key) implements Reach {
        @Override
        public boolean reaches(CacheKey other, Fields head) {
            return key.equals(other);
        }
    }

    record Prefix(CacheKey start) implements Reach {
        @Override
        public boolean reaches(CacheKey key, Fields head) {
            return isSameOrigin(start, key) && (isIn(key) || isAmong(key));
        }

        private boolean isIn(CacheKey key) {
            return key.target().startsWith(start.target());
        }

        /** What it has of a query may have been left out of a key that several URIs share: all of that path, then. */
        private boolean isAmong(CacheKey key) {
            return Lessons.isShared(key)
                    && start.target().indexOf('?') >= 0
                    && Lessons.path(start).equals(Lessons.path(key));
        }
    }

    record Tag(String tag) implements Tagged {
        @Override
        public boolean reaches(CacheKey key, Fields head) {
            return Tags.of(head).contains(tag);
        }
    }

    /** RFC 9875 §2.1: a group is one of an origin. */
    record Group(CacheKey origin, String tag) implements Tagged {
        @Override
        public boolean reaches(CacheKey key, Fields head) {
            return isSameOrigin(origin, key) && Tags.groups(head).contains(tag);
        }
    }

    record Everything() implements Reach {
        @Override
        public boolean reaches(CacheKey key, Fields head) {
            return true;
        }
    }

    private static boolean isSameOrigin(CacheKey one, CacheKey other) {
        return one.scheme().equals(other.scheme()) && one.authority().equals(other.authority());
    }

    private final Reach reach;
    private final boolean soft;

    private Purge(Reach reach, boolean soft) {
        this.reach = reach;
        this.soft = soft;
    }

    /**
     * What is stored for a target URI, all variants of it.
     *
     * @throws IllegalArgumentException if it is not an absolute URI of http or https with a host
     */
    public static Purge url(URI uri) {
        return new Purge(new Url(CacheKey.of(uri)), false);
    }

    /**
     * As {@link #url(URI)}, for one as clients send it: what no URI may have in it, {@code |} and the like, stays, and what is
     * beyond ASCII is taken percent-encoded in UTF-8.
     *
     * @throws IllegalArgumentException if it is not an absolute URL of http or https with a host, or no request can have it
     */
    public static Purge url(String url) {
        return new Purge(new Url(CacheKey.of(url)), false);
    }

    /**
     * What is stored for target URIs that begin with this one, as text: {@code http://www.example/news} is the beginning
     * of {@code http://www.example/newspaper}, too.
     *
     * @throws IllegalArgumentException if it is not an absolute URI of http or https with a host
     */
    public static Purge prefix(URI uri) {
        return new Purge(new Prefix(CacheKey.of(uri)), false);
    }

    /**
     * As {@link #prefix(URI)}, for one as in {@link #url(String)}.
     *
     * @throws IllegalArgumentException as there
     */
    public static Purge prefix(String url) {
        return new Purge(new Prefix(CacheKey.of(url)), false);
    }

    /**
     * What came with that tag, in Surrogate-Key, Cache-Tag or Cache-Groups, from whatever origin.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public static Purge tag(String tag) {
        if (tag.isEmpty()) {
            throw new IllegalArgumentException("a tag has at least one character");
        }
        return new Purge(new Tag(tag), false);
    }

    /** What the origin of {@code key} has put into that group (RFC 9875 §2). */
    static Purge group(CacheKey key, String group) {
        return new Purge(new Group(key, group), false);
    }

    /** All that is stored. */
    public static Purge everything() {
        return new Purge(new Everything(), false);
    }

    /**
     * The same, but what it reaches stays, stale from now on: it is validated, and serves meanwhile, or where the origin
     * fails, as far as it may (RFC 5861).
     */
    public Purge soft() {
        return new Purge(reach, true);
    }

    Reach reach() {
        return reach;
    }

    boolean isSoft() {
        return soft;
    }
}
