package dev.weir.policy;

import dev.weir.fields.CacheControl;
import dev.weir.policy.Answer.PassOn;
import dev.weir.policy.Answer.Refuse;
import dev.weir.policy.Answer.Serve;

/** Question 4: the origin failed; may what is stored be served stale (RFC 9111 §4.2.4, RFC 5861 §4)? */
public final class OriginFailure {

    /** In place of a status: what was asked has failed, and answered nothing. */
    public static final int NO_ANSWER = 0;

    /** In place of a status: what was asked cannot be reached, or has given no answer that could be read in time. */
    public static final int UNREACHABLE = -1;

    /**
     * How long after it has expired a response is served where the origin is {@link #UNREACHABLE}, and nobody has said
     * anything about that: a minute, as for a restart. RFC 9111 §4.2.4 sets no bound; but content of any age would be more
     * of a surprise than an error is.
     */
    static final long DISCONNECTED_MILLIS = 60_000;

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
     * @param status what the origin answered, {@link #NO_ANSWER} or {@link #UNREACHABLE}
     * @param now in ticks
     */
    public static Answer decide(Asked asked, Stored stored, int status, long now) {
        boolean answered = status != NO_ANSWER && status != UNREACHABLE;
        if (answered && !Statuses.isFailure(status)) {
            return new PassOn(Reason.NOT_A_FAILURE);
        }
        if (stored.staleForbidden()) {
            // RFC 9111 §5.2.2.2: an error, 504 unless another is more to the point.
            return answered ? new PassOn(Reason.STALE_FORBIDDEN) : new Refuse(504, Reason.MUST_REVALIDATE);
        }
        CacheControl wish = CacheControl.of(asked.fields());
        long age = stored.ageMillis(now);
        long ttl = stored.lifetimeMillis() - age;
        // RFC 5861 §4: either side may permit it.
        long window = Math.max(stored.staleIfErrorMillis(), wish.staleIfError() * 1_000);
        if (window > 0 && -ttl < window) {
            return new Serve(stored, age, ttl, Reason.STALE_IF_ERROR);
        }
        boolean disconnected = status == UNREACHABLE && !stored.saysStaleIfError() && !isDemanding(wish);
        return disconnected && -ttl < DISCONNECTED_MILLIS
                ? new Serve(stored, age, ttl, Reason.DISCONNECTED)
                : new PassOn(Reason.STALE_NOT_PERMITTED);
    }

    /** Whether the client would rather have nothing stale (RFC 9111 §5.2.1.1, §5.2.1.3, §5.2.1.4). */
    private static boolean isDemanding(CacheControl wish) {
        return wish.noCache() || wish.maxAge() != CacheControl.ABSENT || wish.minFresh() != CacheControl.ABSENT;
    }
}
