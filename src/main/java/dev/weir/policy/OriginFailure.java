package dev.weir.policy;

import dev.weir.fields.CacheControl;
import dev.weir.policy.Answer.PassOn;
import dev.weir.policy.Answer.Refuse;
import dev.weir.policy.Answer.Serve;

/** Question 4: the origin failed; may what is stored be served stale (RFC 9111 §4.2.4, RFC 5861 §4)? */
public final class OriginFailure {

    /** In place of a status: no response came at all. */
    public static final int UNREACHABLE = 0;

    private OriginFailure() {}

    /** Whether a status tells of a failure for which a stale response may stand in (RFC 5861 §4). */
    public static boolean isFailure(int status) {
        return Statuses.isFailure(status);
    }

    /**
     * Answers with {@link Serve}; with {@link PassOn}, where the client gets the failure itself; or with {@link Refuse},
     * where there is no response to pass on and the stored one demanded validation.
     *
     * @param asked the client's request
     * @param status what the origin answered, or {@link #UNREACHABLE}
     * @param now in ticks
     */
    public static Answer decide(Asked asked, Stored stored, int status, long now) {
        if (status != UNREACHABLE && !Statuses.isFailure(status)) {
            return new PassOn(Reason.NOT_A_FAILURE);
        }
        if (stored.staleForbidden()) {
            // RFC 9111 §5.2.2.2: an error, 504 unless another is more to the point.
            return status == UNREACHABLE ? new Refuse(504, Reason.MUST_REVALIDATE) : new PassOn(Reason.STALE_FORBIDDEN);
        }
        long age = stored.ageMillis(now);
        long ttl = stored.lifetimeMillis() - age;
        // Being disconnected would be enough for RFC 9111 §4.2.4; but content of any age, with nobody having asked for
        // it, is more of a surprise than an error is.
        return mayServeStale(stored, CacheControl.of(asked.fields()), ttl)
                ? new Serve(stored, age, ttl, Reason.STALE_IF_ERROR)
                : new PassOn(Reason.STALE_NOT_PERMITTED);
    }

    /** Whether the response's or the request's stale-if-error reaches so far; either may give it (RFC 5861 §4). */
    private static boolean mayServeStale(Stored stored, CacheControl wish, long ttl) {
        if (stored.staleForbidden()) {
            return false;
        }
        long window = Math.max(stored.staleIfErrorMillis(), wish.staleIfError() * 1_000);
        return window > 0 && -ttl < window;
    }
}
