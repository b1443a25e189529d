package dev.weir.policy;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a {@link Rule} settles; what is empty it leaves to the rules behind it, and at last to the response and RFC 9111.
 *
 * @param bypass whether requests are neither answered from what is stored nor what answers them stored
 * @param ttl how long responses are fresh from when they came, whatever they say themselves (max-age, s-maxage, Expires)
 * @param defaultTtl the same where they say nothing, in place of a guess (RFC 9111 §4.2.2)
 * @param staleWhileRevalidate in place of the response's own (RFC 5861 §3)
 * @param staleIfError in place of the response's own (RFC 5861 §4), and of the minute for an origin that cannot be reached
 * @param setCookie what becomes of responses with Set-Cookie, in place of not storing them
 * @param ignoreCacheControl whether Cache-Control, Expires and what has their place (RFC 9213) are taken for absent, be it
 *     {@code private} or {@code no-store} that they say
 */
public record Actions(
        Optional<Boolean> bypass,
        Optional<Duration> ttl,
        Optional<Duration> defaultTtl,
        Optional<Duration> staleWhileRevalidate,
        Optional<Duration> staleIfError,
        Optional<SetCookie> setCookie,
        Optional<Boolean> ignoreCacheControl) {

    /** What becomes of a response with Set-Cookie. */
    public enum SetCookie {
        /** It is stored with it: all who are answered from it get the same cookie. */
        STORE,
        /** It is stored without it: the cookie goes to the one whose request the response answered. */
        DROP
    }

    /** Nothing at all. */
    public static final Actions NONE = new Actions(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** Ten years, which is for ever: what is added to it does not overflow. */
    private static final Duration LONGEST = Duration.ofDays(3_650);

    public Actions {
        Stream.of(ttl, defaultTtl, staleWhileRevalidate, staleIfError)
                .flatMap(Optional::stream)
                .filter(time -> time.isNegative() || time.compareTo(LONGEST) > 0)
                .findFirst()
                .ifPresent(time -> {
                    throw new IllegalArgumentException("a time is from 0s to 3650d");
                });
    }

    /** These, and {@link #bypass}. */
    public Actions withBypass(boolean yes) {
        return new Actions(
                Optional.of(yes), ttl, defaultTtl, staleWhileRevalidate, staleIfError, setCookie, ignoreCacheControl);
    }

    /** These, and {@link #ttl}. */
    public Actions withTtl(Duration time) {
        return new Actions(
                bypass,
                Optional.of(time),
                defaultTtl,
                staleWhileRevalidate,
                staleIfError,
                setCookie,
                ignoreCacheControl);
    }

    /** These, and {@link #defaultTtl}. */
    public Actions withDefaultTtl(Duration time) {
        return new Actions(
                bypass, ttl, Optional.of(time), staleWhileRevalidate, staleIfError, setCookie, ignoreCacheControl);
    }

    /** These, and {@link #staleWhileRevalidate}. */
    public Actions withStaleWhileRevalidate(Duration time) {
        return new Actions(bypass, ttl, defaultTtl, Optional.of(time), staleIfError, setCookie, ignoreCacheControl);
    }

    /** These, and {@link #staleIfError}. */
    public Actions withStaleIfError(Duration time) {
        return new Actions(
                bypass, ttl, defaultTtl, staleWhileRevalidate, Optional.of(time), setCookie, ignoreCacheControl);
    }

    /** These, and {@link #setCookie}. */
    public Actions withSetCookie(SetCookie what) {
        return new Actions(
                bypass, ttl, defaultTtl, staleWhileRevalidate, staleIfError, Optional.of(what), ignoreCacheControl);
    }

    /** These, and {@link #ignoreCacheControl}. */
    public Actions withIgnoreCacheControl(boolean yes) {
        return new Actions(bypass, ttl, defaultTtl, staleWhileRevalidate, staleIfError, setCookie, Optional.of(yes));
    }
}
