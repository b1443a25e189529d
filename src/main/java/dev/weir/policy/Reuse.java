package dev.weir.policy;

import dev.weir.fields.CacheControl;
import dev.weir.fields.ContentRange;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.policy.Answer.Forward;
import dev.weir.policy.Answer.Refuse;
import dev.weir.policy.Answer.Serve;
import dev.weir.policy.Answer.Validate;
import java.util.Optional;

/**
 * Question 1: can a stored response serve this request (RFC 9111 §4)? The same answer tells a request that waited for
 * somebody else's response whether that one is for it too.
 *
 * <p>Pragma is not looked at (RFC 9111 §5.4 deprecates it; who still sends it sends Cache-Control as well), nor is Range,
 * which is for {@link PartialContent}, but to see whether a part that is stored is enough. A request with Authorization may be
 * answered with what was stored for one without: RFC 9111 §3.5 is about the other way round, and {@link Storability} has seen
 * to it.
 */
public final class Reuse {

    private Reuse() {}

    /** Answers where nothing is stored for the target URI. */
    public static Answer decide(Asked asked) {
        return Methods.isAnsweredFromStore(asked.method())
                ? missing(asked, Reason.NOTHING_STORED)
                : writeThrough(asked);
    }

    /**
     * Answers where {@code stored} is there for the target URI.
     *
     * @param now in ticks
     */
    public static Answer decide(Asked asked, Stored stored, long now) {
        if (!Methods.isAnsweredFromStore(asked.method())) {
            return writeThrough(asked);
        }
        if (!stored.isSelectedBy(asked)) {
            return missing(asked, Reason.VARIANT_NOT_STORED);
        }
        Optional<ContentRange> part = stored.part();
        if (part.isPresent() && !PartialContent.isWithin(asked, stored, part.get())) {
            return missing(asked, Reason.PARTIAL_STORED);
        }
        long age = stored.ageMillis(now);
        long ttl = stored.lifetimeMillis() - age;
        boolean silent = !asked.fields().contains(FieldNames.CACHE_CONTROL);
        CacheControl wish = silent ? CacheControl.NONE : CacheControl.of(asked.fields());
        Reason reason = judge(stored, wish, age, ttl);
        // RFC 5861 §3. What the client wants validated, it gets validated.
        boolean meanwhile = reason == Reason.STALE_WHILE_REVALIDATE;
        if (reason.word() == Reason.Word.HIT && !meanwhile) {
            return new Serve(stored, age, ttl, reason);
        }
        if (wish.onlyIfCached() && !meanwhile) {
            return new Refuse(504, Reason.ONLY_IF_CACHED);
        }
        Reason why = meanwhile ? Reason.EXPIRED : reason;
        return new Validate(stored, age, ttl, meanwhile, isCollapsible(asked, wish), why);
    }

    /** From the strictest demand to the mildest; the first that is not met decides. */
    private static Reason judge(Stored stored, CacheControl wish, long age, long ttl) {
        if (stored.noCache()) {
            return Reason.RESPONSE_NO_CACHE;
        }
        if (wish.noCache() || !wish.noCacheFields().isEmpty()) {
            return Reason.REQUEST_NO_CACHE;
        }
        // RFC 9111 §5.2.1.1. In milliseconds, so that max-age=0 gets nothing that is older than its asking.
        boolean tooOld = wish.maxAge() != CacheControl.ABSENT && age > wish.maxAge() * 1_000;
        if (tooOld && !(ttl > 0 && isImmutable(stored))) {
            return Reason.REQUEST_MAX_AGE;
        }
        if (ttl > 0) {
            boolean freshEnough = wish.minFresh() == CacheControl.ABSENT || ttl >= wish.minFresh() * 1_000;
            return !freshEnough ? Reason.REQUEST_MIN_FRESH : tooOld ? Reason.IMMUTABLE : Reason.FRESH;
        }
        return judgeStale(stored, wish, -ttl);
    }

    /** RFC 8246 §2: whether a reload, which browsers make with max-age=0, is no reason to ask for it anew. */
    private static boolean isImmutable(Stored stored) {
        return Storability.control(stored.fields(), stored).immutable();
    }

    private static Reason judgeStale(Stored stored, CacheControl wish, long staleness) {
        // RFC 9111 §4.2.4.
        if (stored.staleForbidden()) {
            return Reason.EXPIRED;
        }
        // RFC 9111 §5.2.1.3: who wants it fresh for some time to come does not want it stale.
        if (wish.minFresh() != CacheControl.ABSENT) {
            return Reason.REQUEST_MIN_FRESH;
        }
        if (wish.maxStale() != CacheControl.ABSENT && staleness <= wish.maxStale() * 1_000) {
            return Reason.MAX_STALE;
        }
        // RFC 9111 §5.2.1.1: who sets an age and says nothing of stale does not want it stale, however young it is.
        boolean onlyFresh = wish.maxAge() != CacheControl.ABSENT && wish.maxStale() == CacheControl.ABSENT;
        boolean meanwhile = !onlyFresh && staleness < stored.staleWhileRevalidateMillis();
        return meanwhile ? Reason.STALE_WHILE_REVALIDATE : Reason.EXPIRED;
    }

    /** RFC 9111 §4: unsafe methods are written through; of the safe ones only GET and HEAD are understood here. */
    private static Answer writeThrough(Asked asked) {
        return new Forward(false, Methods.isSafe(asked.method()) ? Reason.METHOD_NOT_CACHED : Reason.METHOD_UNSAFE);
    }

    private static Answer missing(Asked asked, Reason reason) {
        CacheControl wish = CacheControl.of(asked.fields());
        if (wish.onlyIfCached()) {
            return new Refuse(504, Reason.ONLY_IF_CACHED);
        }
        // A HEAD goes alone: it would be no gain to fetch for it the content that it does not want.
        return new Forward(asked.method().equals("GET") && isCollapsible(asked, wish), reason);
    }

    /** Whether a GET could answer it whose response could be for others. */
    private static boolean isCollapsible(Asked asked, CacheControl wish) {
        return alone(asked, wish).isEmpty();
    }

    /** Why no GET could answer it whose response could be for others; empty where one could. */
    public static Optional<Reason> alone(Asked asked) {
        return alone(asked, CacheControl.of(asked.fields()));
    }

    private static Optional<Reason> alone(Asked asked, CacheControl wish) {
        Fields fields = asked.fields();
        if (wish.noStore()) {
            return Optional.of(Reason.REQUEST_NO_STORE);
        }
        if (fields.contains(FieldNames.AUTHORIZATION)) {
            return Optional.of(Reason.REQUEST_AUTHORIZATION);
        }
        // RFC 9111 §4.3.2: these are for the origin to evaluate.
        if (fields.contains(FieldNames.IF_MATCH) || fields.contains(FieldNames.IF_UNMODIFIED_SINCE)) {
            return Optional.of(Reason.REQUEST_CONDITION);
        }
        return PartialContent.isShareable(asked) ? Optional.empty() : Optional.of(Reason.REQUEST_RANGES);
    }
}
