package dev.weir.store;

import dev.weir.policy.Reference;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The primary cache key (RFC 9111 §2): the target URI in its parts, so that a look-up joins no strings; or, for what is
 * stored, joined, so that the URI is kept once. GET and HEAD share it.
 */
public final class CacheKey implements Comparable<CacheKey> {
    private static final String BEHIND_SCHEME = "://";
    private static final char DELETE = 0x7f;

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
        return of(uri.toString());
    }

    /**
     * As {@link #of(URI)}, for a URL as clients send it, who do so with characters that no URI may have; of what is beyond
     * ASCII they send the bytes of UTF-8, percent-encoded, and so it is here.
     *
     * @throws IllegalArgumentException if it is not an absolute URL of http or https with a host, or no request can have it
     */
    public static CacheKey of(String url) {
        Reference parts = Reference.of(url);
        String origin = parts.origin();
        if (origin.isEmpty()) {
            throw new IllegalArgumentException("not a target URI, such as http://www.example/page?a=1: '" + url + "'");
        }
        String target = parts.target();
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c <= ' ' || c == DELETE) {
                throw new IllegalArgumentException("the character at index " + url.indexOf(c) + " of '" + url
                        + "' stands in no request; write it as " + escaped((byte) c));
            }
        }
        return parse(origin + sent(target)).orElseThrow();
    }

    private static String sent(String target) {
        StringBuilder sent = new StringBuilder(target.length());
        for (byte b : target.getBytes(StandardCharsets.UTF_8)) {
            if (b < 0) {
                sent.append(escaped(b));
            } else {
                sent.append((char) b);
            }
        }
        return sent.toString();
    }

    private static String escaped(byte b) {
        return "%" + HexFormat.of().withUpperCase().toHexDigits(b);
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
