package dev.weir.cache;

import dev.weir.fields.StructuredWriter;
import dev.weir.policy.Reason;
import dev.weir.policy.Rule;
import dev.weir.store.CacheKey;
import java.util.Optional;

/**
 * What the cache did for a response; an attribute of it ({@link Cache#OUTCOME}), and what Cache-Status says.
 *
 * @param reason why
 * @param kind how the request was answered
 * @param forwardStatus what the handler below answered; 0 where it was not asked or did not answer
 * @param stored whether the response that came is being stored
 * @param collapsed whether it was fetched for another request, too
 * @param ttlSeconds how much longer the response is fresh, negative for how long it has been stale; {@link #NO_TTL}
 *     where that means nothing
 * @param notStored why the response that came is not being stored, where that was asked, or that none came
 * @param rule the rule that had the request go past the cache
 * @param key the URI under which it is stored, where that is not the target URI (No-Vary-Search)
 */
public record Outcome(
        Reason reason,
        Kind kind,
        int forwardStatus,
        boolean stored,
        boolean collapsed,
        long ttlSeconds,
        Optional<Reason> notStored,
        Optional<Rule> rule,
        Optional<String> key) {

    /** The value of {@link #ttlSeconds} where there is none. */
    public static final long NO_TTL = Long.MIN_VALUE;

    /** How a request was answered. */
    public enum Kind {
        /** From what is stored. */
        HIT,
        /** By going forward, for the {@link Outcome#reason}. */
        FORWARD,
        /** By going forward without asking the cache anything: not a request that it answers. */
        BYPASS,
        /** With an error of the cache's own. */
        REFUSED
    }

    private static Outcome of(Reason reason, Kind kind, int status, long ttlSeconds, Optional<String> key) {
        return new Outcome(reason, kind, status, false, false, ttlSeconds, Optional.empty(), Optional.empty(), key);
    }

    static Outcome hit(Reason reason, long ttlMillis, CacheKey key) {
        return of(reason, Kind.HIT, 0, Math.floorDiv(ttlMillis, 1_000L), Lessons.shared(key));
    }

    static Outcome forward(Reason reason, int status, CacheKey key) {
        Outcome plain = of(reason, Kind.FORWARD, status, NO_TTL, Lessons.shared(key));
        return status == 0 ? plain.notStored(Reason.NO_ANSWER) : plain;
    }

    static Outcome bypass(int status) {
        return of(Reason.METHOD_NOT_CACHED, Kind.BYPASS, status, NO_TTL, Optional.empty());
    }

    static Outcome bypass(Rule rule, int status) {
        Outcome plain = of(Reason.RULE_BYPASS, Kind.BYPASS, status, NO_TTL, Optional.empty());
        return plain.with(false, false, NO_TTL, Optional.empty(), Optional.of(rule));
    }

    static Outcome refused(Reason reason) {
        return of(reason, Kind.REFUSED, 0, NO_TTL, Optional.empty());
    }

    private Outcome with(
            boolean isStored, boolean isCollapsed, long ttl, Optional<Reason> whyNot, Optional<Rule> byRule) {
        return new Outcome(reason, kind, forwardStatus, isStored, isCollapsed, ttl, whyNot, byRule, key);
    }

    Outcome stored(long ttlMillis) {
        return with(true, collapsed, Math.floorDiv(ttlMillis, 1_000L), Optional.empty(), rule);
    }

    Outcome notStored(Reason why) {
        // Of a response that was made up because none came, its own fields are not the cause.
        Reason cause = forwardStatus == 0 ? Reason.NO_ANSWER : why;
        return with(false, collapsed, ttlSeconds, Optional.of(cause), rule);
    }

    Outcome withTtl(long ttlMillis) {
        return with(stored, collapsed, Math.floorDiv(ttlMillis, 1_000L), notStored, rule);
    }

    Outcome asCollapsed() {
        return with(stored, true, ttlSeconds, notStored, rule);
    }

    /** The member that a cache of that name adds to Cache-Status (RFC 9211 §2). */
    String cacheStatus(String cache) {
        StructuredWriter text = new StructuredWriter();
        if (StructuredWriter.isToken(cache)) {
            text.token(cache);
        } else {
            text.string(cache);
        }
        switch (kind) {
            case HIT -> text.flag("hit");
            case BYPASS -> text.token("fwd", "bypass");
            case FORWARD ->
                text.token("fwd", reason.word().isForward() ? reason.word().toString() : "miss");
            case REFUSED -> {}
        }
        if (forwardStatus != 0) {
            text.integer("fwd-status", forwardStatus);
        }
        if (stored) {
            text.flag("stored");
        }
        if (collapsed) {
            text.flag("collapsed");
        }
        if (ttlSeconds != NO_TTL) {
            text.integer("ttl", ttlSeconds);
        }
        key.ifPresent(uri -> text.string("key", uri));
        tellMore(text);
        return text.toString();
    }

    /** RFC 9211 §2.8: what its words do not say already, most to the point first. */
    private void tellMore(StructuredWriter text) {
        if (rule.isPresent()) {
            text.string("detail", rule.get().name());
        } else if (isWorthTelling()) {
            text.token("detail", reason.detail());
        } else {
            notStored.ifPresent(why -> text.token("detail", why.detail()));
        }
    }

    private boolean isWorthTelling() {
        return switch (reason) {
            case FRESH, NOTHING_STORED, VARIANT_NOT_STORED, PARTIAL_STORED, EXPIRED -> false;
            default -> true;
        };
    }
}
