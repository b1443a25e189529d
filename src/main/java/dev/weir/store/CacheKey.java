package dev.weir.store;

import dev.weir.fields.Authority;
import java.net.URI;
import java.util.Locale;
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

    /** Whether {@code uri} is the target URI, as {@link #uri()} spells it. */
    public boolean isOf(String uri) {
        int path = uri.length() - target.length();
        return path == scheme.length() + 3 + authority.length()
                && uri.startsWith(scheme)
                && uri.startsWith(authority, scheme.length() + 3)
                && uri.startsWith(target, path);
    }

    /**
     * The key of a target URI, however it is spelled (RFC 9110 §4.2.3); its fragment is no part of it.
     *
     * @throws IllegalArgumentException if it is not an absolute URI of http or https with a host
     */
    public static CacheKey of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String authority =
                uri.getRawAuthority() == null ? "" : uri.getRawAuthority().toLowerCase(Locale.ROOT);
        boolean known = scheme.equals("http") || scheme.equals("https");
        if (!known || !Authority.isValid(authority)) {
            throw new IllegalArgumentException("not a target URI, such as http://www.example/page?a=1: '" + uri + "'");
        }
        String path = uri.getRawPath();
        String query = uri.getRawQuery();
        return new CacheKey(
                scheme,
                withoutPort(authority, scheme.equals("https") ? "443" : "80"),
                (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query));
    }

    private static String withoutPort(String authority, String usual) {
        int colon = authority.lastIndexOf(':');
        boolean named = colon > authority.lastIndexOf(']');
        String port = named ? authority.substring(colon + 1) : "";
        return named && (port.isEmpty() || port.equals(usual)) ? authority.substring(0, colon) : authority;
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
