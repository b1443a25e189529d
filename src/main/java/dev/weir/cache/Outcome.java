package dev.weir.cache;

import dev.weir.fields.StructuredWriter;
import dev.weir.policy.Reason;

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
 */
public record Outcome(Reason reason, Kind kind, int forwardStatus, boolean stored, boolean collapsed, long ttlSeconds) {

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

    static Outcome hit(Reason reason, long ttlMillis) {
        return new Outcome(reason, Kind.HIT, 0, false, false, Math.floorDiv(ttlMillis, 1_000L));
    }

    static Outcome forward(Reason reason, int status) {
        return new Outcome(reason, Kind.FORWARD, status, false, false, NO_TTL);
    }

    static Outcome bypass(int status) {
        return new Outcome(Reason.METHOD_NOT_CACHED, Kind.BYPASS, status, false, false, NO_TTL);
    }

    static Outcome refused(Reason reason) {
        return new Outcome(reason, Kind.REFUSED, 0, false, false, NO_TTL);
    }

    Outcome stored(long ttlMillis) {
        return new Outcome(reason, kind, forwardStatus, true, collapsed, Math.floorDiv(ttlMillis, 1_000L));
    }

    Outcome withTtl(long ttlMillis) {
        return new Outcome(reason, kind, forwardStatus, stored, collapsed, Math.floorDiv(ttlMillis, 1_000L));
    }

    Outcome asCollapsed() {
        return new Outcome(reason, kind, forwardStatus, stored, true, ttlSeconds);
    }

    /** Whether what was served was stale, and not because it had just come that way. */
    boolean isStale() {
        return reason == Reason.STALE_IF_ERROR || (kind == Kind.HIT && ttlSeconds < 0);
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
        if (isWorthTelling()) {
            text.token("detail", reason.detail());
        }
        return text.toString();
    }

    /** Where RFC 9211's words say it already, no detail. */
    private boolean isWorthTelling() {
        return switch (reason) {
            case FRESH, NOTHING_STORED, VARIANT_NOT_STORED, PARTIAL_STORED, EXPIRED -> false;
            default -> kind != Kind.BYPASS;
        };
    }
}
