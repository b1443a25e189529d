package dev.weir.http;

import dev.weir.fields.FieldSyntax;
import java.time.Duration;
import java.util.Optional;

/**
 * A cookie to be set (RFC 6265 §4.1). Made with the attributes that are safe to have: {@code HttpOnly} and
 * {@code SameSite=Lax}, for every path, until the browser ends.
 *
 * @param maxAge how long it is kept; zero removes it; empty for as long as the browser runs
 * @param secure sent over https only
 * @param httpOnly not for scripts
 * @param sameSite {@code Strict}, {@code Lax} or {@code None}
 */
public record Cookie(
        String name,
        String value,
        Optional<String> domain,
        String path,
        Optional<Duration> maxAge,
        boolean secure,
        boolean httpOnly,
        String sameSite) {

    public Cookie {
        if (!FieldSyntax.isToken(name)) {
            throw new IllegalArgumentException("not a cookie's name (RFC 6265 §4.1.1): '" + name + "'");
        }
        checkValue(value);
        checkAttribute(path);
        domain.ifPresent(Cookie::checkAttribute);
        if (!sameSite.equals("Strict") && !sameSite.equals("Lax") && !sameSite.equals("None")) {
            throw new IllegalArgumentException("SameSite is Strict, Lax or None, not '" + sameSite + "'");
        }
        if (sameSite.equals("None") && !secure) {
            throw new IllegalArgumentException(
                    "browsers refuse a cookie with SameSite=None that is not Secure: " + name);
        }
        if (maxAge.isPresent() && maxAge.get().isNegative()) {
            throw new IllegalArgumentException("a cookie is not kept for a negative time: " + name);
        }
    }

    /** A cookie for every path of the host that sets it. */
    public static Cookie of(String name, String value) {
        return new Cookie(name, value, Optional.empty(), "/", Optional.empty(), false, true, "Lax");
    }

    /** What makes a browser forget the cookie of that name; at the path and domain that it was set for. */
    public static Cookie expired(String name) {
        return of(name, "").keptFor(Duration.ZERO);
    }

    /** This cookie, for that path and what is below it. */
    public Cookie at(String otherPath) {
        return new Cookie(name, value, domain, otherPath, maxAge, secure, httpOnly, sameSite);
    }

    /** This cookie, for that domain and those below it, of which the host that sets it is one. */
    public Cookie on(String otherDomain) {
        return new Cookie(name, value, Optional.of(otherDomain), path, maxAge, secure, httpOnly, sameSite);
    }

    /** This cookie with {@code Strict}, {@code Lax}, or, when it is {@link #secured()}, {@code None}. */
    public Cookie sameSite(String other) {
        return new Cookie(name, value, domain, path, maxAge, secure, httpOnly, other);
    }

    /** This cookie, kept that long. */
    public Cookie keptFor(Duration time) {
        return new Cookie(name, value, domain, path, Optional.of(time), secure, httpOnly, sameSite);
    }

    /** This cookie, sent over https only. */
    public Cookie secured() {
        return new Cookie(name, value, domain, path, maxAge, true, httpOnly, sameSite);
    }

    /** The cookie as a {@code Set-Cookie} line carries it. */
    public String encode() {
        StringBuilder line = new StringBuilder(64).append(name).append('=').append(value);
        domain.ifPresent(d -> line.append("; Domain=").append(d));
        line.append("; Path=").append(path);
        maxAge.ifPresent(age -> line.append("; Max-Age=").append(age.toSeconds()));
        if (secure) {
            line.append("; Secure");
        }
        if (httpOnly) {
            line.append("; HttpOnly");
        }
        return line.append("; SameSite=").append(sameSite).toString();
    }

    /** RFC 6265 §4.1.1, cookie-octet: visible ASCII but for DQUOTE, comma, semicolon and backslash. */
    private static void checkValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c >= 127 || c == '"' || c == ',' || c == ';' || c == '\\') {
                throw new IllegalArgumentException(
                        "a cookie's value cannot hold the character at " + i + " (RFC 6265 §4.1.1); encode it first");
            }
        }
    }

    private static void checkAttribute(String value) {
        if (value.indexOf(';') >= 0 || !FieldSyntax.isValue(value)) {
            throw new IllegalArgumentException("not an attribute of a cookie (RFC 6265 §4.1.1): '" + value + "'");
        }
    }
}
