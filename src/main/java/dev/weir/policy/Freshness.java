package dev.weir.policy;

import dev.weir.fields.CacheControl;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.HttpDate;
import java.time.Instant;

/**
 * How long a response is fresh, counted from its generation (RFC 9111 §4.2.1).
 *
 * @param lifetimeMillis never negative
 * @param source what gave it
 */
record Freshness(long lifetimeMillis, Reason source) {

    /** The longest that a guess may be: a day, as most caches have it. */
    static final long HEURISTIC_CAP_SECONDS = 86_400;

    /** Part of the time since the last change that a guess takes: a tenth (RFC 9111 §4.2.2). */
    private static final int HEURISTIC_PART = 10;

    /**
     * @param applied a lifetime that a rule gives is counted from when the response came, so that it is what was said also
     *     behind another cache, whatever Age that one gives
     * @param initialAgeMillis its age at that time
     */
    static Freshness of(
            int status,
            Fields response,
            CacheControl control,
            Instant responseTime,
            Applied applied,
            long initialAgeMillis) {
        if (applied.ttl().isPresent()) {
            return new Freshness(initialAgeMillis + Applied.millis(applied.ttl(), Actions::ttl, 0), Reason.RULE_TTL);
        }
        // RFC 9111 §4.2.1: the first match of these.
        if (control.sharedMaxAge() != CacheControl.ABSENT) {
            return seconds(control.sharedMaxAge(), Reason.SHARED_MAX_AGE);
        }
        if (control.maxAge() != CacheControl.ABSENT) {
            return seconds(control.maxAge(), Reason.MAX_AGE);
        }
        if (response.contains(FieldNames.EXPIRES)) {
            return seconds(untilExpires(response, responseTime), Reason.EXPIRES);
        }
        if (applied.defaultTtl().isPresent()) {
            return new Freshness(
                    initialAgeMillis + Applied.millis(applied.defaultTtl(), Actions::defaultTtl, 0),
                    Reason.RULE_DEFAULT_TTL);
        }
        return heuristic(status, response, control, responseTime);
    }

    /** Both dates are the origin's, so its clock may be wrong. */
    private static long untilExpires(Fields response, Instant responseTime) {
        long expires = HttpDate.parse(response.get(FieldNames.EXPIRES, ""), responseTime.getEpochSecond());
        // RFC 9111 §5.3: what is no date, 0 above all, is in the past.
        return expires == HttpDate.INVALID ? 0 : expires - date(response, responseTime);
    }

    private static Freshness heuristic(int status, Fields response, CacheControl control, Instant responseTime) {
        // RFC 9111 §4.2.2: for these statuses, and what says that it is cacheable (§5.2.2.9).
        if (!Statuses.isHeuristicallyCacheable(status) && !control.isPublic()) {
            return seconds(0, Reason.NO_LIFETIME);
        }
        long modified = HttpDate.parse(response.get(FieldNames.LAST_MODIFIED, ""), responseTime.getEpochSecond());
        if (modified == HttpDate.INVALID) {
            return seconds(0, Reason.NO_LIFETIME);
        }
        long unchanged = date(response, responseTime) - modified;
        return seconds(Math.min(unchanged / HEURISTIC_PART, HEURISTIC_CAP_SECONDS), Reason.HEURISTIC);
    }

    /** Date in seconds since the epoch; where it has none that can be read, when it came (RFC 9110 §6.6.1). */
    private static long date(Fields response, Instant responseTime) {
        long received = responseTime.getEpochSecond();
        long date = HttpDate.parse(response.get(FieldNames.DATE, ""), received);
        return date == HttpDate.INVALID ? received : date;
    }

    private static Freshness seconds(long seconds, Reason source) {
        return new Freshness(Math.max(seconds, 0) * 1_000, source);
    }
}
