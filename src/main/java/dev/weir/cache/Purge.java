package dev.weir.cache;

import dev.weir.store.CacheKey;
import java.net.URI;

/** What {@link Cache#purge} is to reach. */
public final class Purge {

    /** Which stored responses it is about. */
    sealed interface Reach {}

    record Url(CacheKey key) implements Reach {}

    record Everything() implements Reach {}

    private final Reach reach;

    private Purge(Reach reach) {
        this.reach = reach;
    }

    /**
     * What is stored for a target URI, all variants of it.
     *
     * @param uri the URI that clients ask for; under a {@link dev.weir.http.FixedAuthority} with that authority
     * @throws IllegalArgumentException if it is not an absolute URI of http or https with a host
     */
    public static Purge url(URI uri) {
        return new Purge(new Url(CacheKey.of(uri)));
    }

    /** All that is stored. */
    public static Purge everything() {
        return new Purge(new Everything());
    }

    Reach reach() {
        return reach;
    }
}
