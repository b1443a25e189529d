package dev.weir.policy;

import dev.weir.fields.CacheControl;
import dev.weir.policy.Answer.PassOn;
import dev.weir.policy.Answer.Refuse;
import dev.weir.policy.Answer.Serve;

/** Question 4: the origin failed; may what is stored be served stale (RFC 9111 §4.2.4, RFC 5861 §4)? */
public final class OriginFailure {

    /** In place of a status: what was asked has a fault, and answered nothing. */
    public static final int FAULT = 0;

    /** In place of a status: what was asked cannot be reached, or gave no whole answer that could be read, or none in time. */
    public static final int UNREACHABLE = -1;

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
     * @param status what the origin answered, {@link #FAULT} or {@link #UNREACHABLE}
     * @param now in ticks
     * @param since when the request came, in ticks
     */
    public static Answer decide(Asked asked, Stored stored, int status, long now, long since) {
        boolean answered = status != FAULT && status != UNREACHABLE;
        if (answered && !Statuses.isFailure(status)) {
            return new PassOn(Reason.NOT_A_FAILURE);
        }
        long age = stored.ageMillis(now);
        long ttl = stored.lifetimeMillis() - age;
        if (stored.noCache() || (stored.staleForbidden() && ttl <= 0)) {
            // RFC 9111 §5.2.2.2: an error, 504 unless another is more to the point.
            return answered ? new PassOn(Reason.STALE_FORBIDDEN) : new Refuse(504, Reason.MUST_REVALIDATE);
        }
        CacheControl wish = CacheControl.of(asked.fields());
        // RFC 5861 §4: either side may permit it.
        long window = Math.max(stored.staleIfErrorMillis(), wish.staleIfError() * 1_000);
        if (window > 0 && -ttl < window) {
            return new Serve(stored, age, ttl, Reason.STALE_IF_ERROR);
        }
        // For those who came in time: an origin that hangs may take longer than that until it is given up.
        boolean inTime = -stored.ttlMillis(since) < stored.staleIfUnreachableMillis();
        boolean disconnected = status == UNREACHABLE && !isSaid(wish) && inTime;
        return disconnected ? new Serve(stored, age, ttl, Reason.DISCONNECTED) : new PassOn(Reason.STALE_NOT_PERMITTED);
    }

    /** Whether the client itself says how fresh or stale it may be (RFC 9111 §5.2.1, RFC 5861 §4). */
    private static boolean isSaid(CacheControl wish) {
        return wish.noCache()
                || !wish.noCacheFields().isEmpty()
                || wish.maxAge() != CacheControl.ABSENT
                || wish.minFresh() != CacheControl.ABSENT
                || wish.maxStale() != CacheControl.ABSENT
                || wish.staleIfError() != CacheControl.ABSENT;
    }
}
