package dev.weir.store;

import dev.weir.fields.Authority;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The primary cache key (RFC 9111 §2): the target URI in its parts, so that a look-up joins no strings; or, for what is
 * stored, joined, so that the URI is kept once. GET and HEAD share it.
 */
public final class CacheKey implements Comparable<CacheKey> {
    private static final String BEHIND_SCHEME = "://";

    /** Empty where it is joined. */
    private final String scheme;

    private final String authority;

    /** The target, or the whole URI where it is joined. */
    private final String text;

    /**
     * @param scheme {@code http} or {@code https}
     * @param authority in lower case, without the scheme's default port
     * @param target the path with its query, undecoded
     */
    public CacheKey(String scheme, String authority, String target) {
        this.scheme = scheme;
        this.authority = authority;
        this.text = target;
    }

    private boolean isJoined() {
        return scheme.isEmpty();
    }

    /** The same for keeping, which shares its text with {@code uri} where that is the target URI. */
    CacheKey joined(String uri) {
        return isJoined() ? this : new CacheKey("", "", isOf(uri) ? uri : uri());
    }

    private int path() {
        return text.indexOf('/', text.indexOf(BEHIND_SCHEME) + BEHIND_SCHEME.length());
    }

    /** {@code http} or {@code https}. */
    public String scheme() {
        return isJoined() ? text.substring(0, text.indexOf(BEHIND_SCHEME)) : scheme;
    }

    /** In lower case, without the scheme's default port. */
    public String authority() {
        return isJoined() ? text.substring(text.indexOf(BEHIND_SCHEME) + BEHIND_SCHEME.length(), path()) : authority;
    }

    /** The path with its query, undecoded. */
    public String target() {
        return isJoined() ? text.substring(path()) : text;
    }

    /** The target URI (RFC 9110 §7.1), absolute. */
    public String uri() {
        return isJoined() ? text : scheme + BEHIND_SCHEME + authority + text;
    }

    /** Whether {@code uri} is the target URI, as {@link #uri()} spells it. */
    public boolean isOf(String uri) {
        if (isJoined()) {
            return text.equals(uri);
        }
        int path = uri.length() - text.length();
        int host = scheme.length() + BEHIND_SCHEME.length();
        return path == host + authority.length()
                && uri.startsWith(scheme)
                && uri.startsWith(BEHIND_SCHEME, scheme.length())
                && uri.startsWith(authority, host)
                && uri.startsWith(text, path);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof CacheKey that)) {
            return false;
        }
        if (isJoined() || that.isJoined()) {
            return that.isJoined() ? isOf(that.text) : that.isOf(text);
        }
        return text.equals(that.text) && authority.equals(that.authority) && scheme.equals(that.scheme);
    }

    /** That of the URI, also where its parts are not joined: a text's hash is a polynomial with 31. */
    @Override
    public int hashCode() {
        return isJoined() ? text.hashCode() : then(then(then(scheme.hashCode(), BEHIND_SCHEME), authority), text);
    }

    private static int then(int hash, String next) {
        int factor = 1;
        int power = 31;
        for (int n = next.length(); n > 0; n >>= 1) {
            factor *= (n & 1) == 0 ? 1 : power;
            power *= power;
        }
        return hash * factor + next.hashCode();
    }

    /**
     * By the URI. Clients can make keys of one hash, as many as they like: by an order, a table's look-up finds one of them in
     * a few steps. Only such keys are compared, so that joining the URIs for it costs no other look-up anything.
     */
    @Override
    public int compareTo(CacheKey that) {
        return uri().compareTo(that.uri());
    }

    @Override
    public String toString() {
        return uri();
    }

    /**
     * The key of a target URI. Of what RFC 9110 §4.2.3 has for spellings of one URI, the case of scheme and host, the usual
     * port and the empty path make no difference. Escapes stay as they are, as they do in requests: {@code /%7Ea} and
     * {@code /~a} are two keys. The fragment is no part of it.
     *
     * @throws IllegalArgumentException if it is not an absolute URI of http or https with a host
     */
    public static CacheKey of(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        boolean known = scheme.equals("http") || scheme.equals("https");
        if (!known || !Authority.isValid(authority)) {
            throw new IllegalArgumentException("not a target URI, such as http://www.example/page?a=1: '" + uri + "'");
        }
        String path = uri.getRawPath();
        String query = uri.getRawQuery();
        return new CacheKey(
                scheme,
                Authority.normal(authority, scheme),
                (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query));
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
