package dev.weir.policy;

import dev.weir.policy.Actions.SetCookie;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The rules that count for a response, by what they settle.
 *
 * @param ttl the one that gave it its lifetime, whatever it says
 * @param defaultTtl the one that gives it a lifetime if it says nothing
 * @param staleWhileRevalidate the one for the time in which it may be served stale meanwhile
 * @param staleIfError the one for the time in which it may stand in
 * @param setCookie the one for its cookies
 * @param ignoreCacheControl the one that says whether its Cache-Control counts
 */
public record Applied(
        Optional<Rule> ttl,
        Optional<Rule> defaultTtl,
        Optional<Rule> staleWhileRevalidate,
        Optional<Rule> staleIfError,
        Optional<Rule> setCookie,
        Optional<Rule> ignoreCacheControl) {

    /** No rule counts. */
    public static final Applied NONE = new Applied(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Of those that match; no lifetimes yet, which depend on what Cache-Control counts. */
    static Applied of(List<Rule> matching) {
        if (matching.isEmpty()) {
            return NONE;
        }
        return new Applied(
                Optional.empty(),
                Optional.empty(),
                first(matching, Actions::staleWhileRevalidate),
                first(matching, Actions::staleIfError),
                first(matching, Actions::setCookie),
                first(matching, Actions::ignoreCacheControl));
    }

    /** These, and of {@code matching} the first that gives a lifetime to a response of that kind. */
    Applied withLifetimes(List<Rule> matching, int status, boolean cacheable) {
        if (matching.isEmpty()) {
            return this;
        }
        List<Rule> giving = matching.stream()
                .filter(rule -> rule.givesLifetime(status, cacheable))
                .toList();
        return new Applied(
                first(giving, Actions::ttl),
                first(giving, Actions::defaultTtl),
                staleWhileRevalidate,
                staleIfError,
                setCookie,
                ignoreCacheControl);
    }

    private static Optional<Rule> first(List<Rule> rules, Function<Actions, Optional<?>> action) {
        return rules.stream()
                .filter(rule -> action.apply(rule.then()).isPresent())
                .findFirst();
    }

    boolean ignoresCacheControl() {
        return ignoreCacheControl
                .flatMap(rule -> rule.then().ignoreCacheControl())
                .orElse(false);
    }

    /** Whether a rule would give it a lifetime. */
    public boolean givesLifetime() {
        return ttl.isPresent() || defaultTtl.isPresent();
    }

    boolean isWith(SetCookie what) {
        return setCookie
                .flatMap(rule -> rule.then().setCookie())
                .filter(what::equals)
                .isPresent();
    }

    /** A time in milliseconds, or {@code otherwise} where no rule gives it. */
    static long millis(Optional<Rule> rule, Function<Actions, Optional<Duration>> action, long otherwise) {
        return rule.flatMap(one -> action.apply(one.then()))
                .map(Duration::toMillis)
                .orElse(otherwise);
    }

    /** All of them, each once. */
    public Set<Rule> all() {
        Set<Rule> all = new LinkedHashSet<>();
        Stream.of(ignoreCacheControl, ttl, defaultTtl, staleWhileRevalidate, staleIfError, setCookie)
                .flatMap(Optional::stream)
                .forEach(all::add);
        return all;
    }
}
