package dev.weir.store;

import java.util.Optional;

/**
 * The primary cache key (RFC 9111 §2): the target URI in its parts, so that a look-up joins no strings. GET and HEAD
 * share it.
 *
 * @param scheme {@code http} or {@code https}
 * @param authority in lower case, without the scheme's default port
 * @param target the path with its query, undecoded
 */
public record CacheKey(String scheme, String authority, String target) {

    /** The target URI (RFC 9110 §7.1), absolute. */
    public String uri() {
        return scheme + "://" + authority + target;
    }

    /** The key of an absolute URI as {@link #uri()} spells it; empty for other text. */
    public static Optional<CacheKey> parse(String uri) {
        int colon = uri.indexOf("://");
        int path = colon < 0 ? -1 : uri.indexOf('/', colon + 3);
        return path < 0
                ? Optional.empty()
                : Optional.of(
                        new CacheKey(uri.substring(0, colon), uri.substring(colon + 3, path), uri.substring(path)));
    }
}
