package dev.weir.policy;

import dev.weir.fields.CacheControl;
import dev.weir.fields.ContentRange;
import dev.weir.fields.FieldLines;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.Vary;
import dev.weir.policy.Actions.SetCookie;
import java.util.List;
import java.util.Optional;

/** Question 2: may this response be stored, and for how long is it fresh (RFC 9111 §3)? */
public final class Storability {

    private Storability() {}

    /** Whether a response is stored. */
    public sealed interface Verdict {

        /** Why. */
        Reason reason();
    }

    /**
     * It is.
     *
     * @param stored what to keep. Its fields are those for everybody but the one whose request it answered first: that
     *     one also gets what {@code private="..."} and {@code no-cache="..."} name.
     */
    public record Store(Stored stored, Reason reason) implements Verdict {}

    /** It is not; nor does what it was to freshen stay. */
    public record Pass(Reason reason) implements Verdict {}

    /** Of {@link Freshening} only: the response says nothing about what is stored, which stays as it is. */
    public record Leave(Reason reason) implements Verdict {}

    /**
     * Decides about a response.
     *
     * @param asked the request that was sent for it
     * @param response its fields as they came
     * @param terms what the cache's owner has settled
     */
    public static Verdict decide(Asked asked, int status, Fields response, Received received, Terms terms) {
        if (status != 206) {
            return PartialContent.isForPart(asked) && !Statuses.isWhateverTheRange(status)
                    ? new Pass(Reason.NO_PART)
                    : decide(asked, status, response, received, terms, Optional.empty());
        }
        Optional<ContentRange> part = PartialContent.storable(asked, response);
        return part.isEmpty()
                ? new Pass(Reason.PARTIAL_CONTENT)
                : decide(asked, 200, PartialContent.asWhole(response, part.get()), received, terms, part);
    }

    /** As above, for a 200 of which {@code part} is there: all where there is none (RFC 9111 §3.3). */
    static Verdict decide(
            Asked asked, int status, Fields response, Received received, Terms terms, Optional<ContentRange> part) {
        List<Rule> matching = terms.rules().matching(asked.target(), status, response.get(FieldNames.CONTENT_TYPE));
        Applied ofRules = Applied.of(matching);
        Optional<CacheControl> instead = control(response, terms, ofRules);
        CacheControl control = instead.orElseGet(() -> CacheControl.of(response));
        // RFC 9213 §2.2: Expires does not count either; both go on to who comes behind.
        Fields governing = instead.isPresent() ? response.without(FieldNames.EXPIRES) : response;
        Applied applied = ofRules.withLifetimes(matching, status, saysCacheable(status, governing, control));
        FieldLines kept = StoredFields.kept(response, control, terms.targets(), received.responseTime());
        if (applied.isWith(SetCookie.DROP)) {
            kept = kept.without(FieldNames.SET_COOKIE).copy();
        }
        Optional<Reason> refusal = refusal(asked, status, governing, kept, control, applied)
                .or(() -> refusalByOwner(control, terms, matching));
        if (refusal.isPresent()) {
            return new Pass(refusal.get());
        }
        Stored stored = new Stored(asked, status, governing, kept, control, terms, applied, received, part);
        // RFC 9111 §3 leaves it open: what could never be served, nor validated, is not worth its room.
        if (stored.servableMillis() == 0 && !stored.hasValidator()) {
            return new Pass(Reason.USELESS);
        }
        return new Store(stored, stored.lifetimeSource());
    }

    /** What answers an unsafe request is seen here, too. */
    private static boolean isBypassed(List<Rule> matching) {
        return matching.stream()
                .flatMap(rule -> rule.then().bypass().stream())
                .findFirst()
                .orElse(false);
    }

    /** Why it may not be stored. */
    private static Optional<Reason> refusal(
            Asked asked, int status, Fields response, FieldLines kept, CacheControl control, Applied applied) {
        // HEAD has no content to store; it freshens (RFC 9111 §4.3.5). Other methods define no key.
        if (!asked.method().equals("GET") && !isGetByPost(asked, status, response, control)) {
            return Optional.of(Reason.METHOD_NOT_STORED);
        }
        if (!Statuses.isFinal(status)) {
            return Optional.of(Reason.STATUS_NOT_FINAL);
        }
        if (status == 304) {
            return Optional.of(Reason.NOT_MODIFIED);
        }
        if (Statuses.isNeverStored(status)) {
            return Optional.of(Reason.STATUS_NOT_STORED);
        }
        if (control.mustUnderstand() && !Statuses.isUnderstood(status)) {
            return Optional.of(Reason.STATUS_NOT_UNDERSTOOD);
        }
        // RFC 9111 §5.2.2.3: must-understand is there to be obeyed in place of no-store.
        if (control.noStore() && !control.mustUnderstand()) {
            return Optional.of(Reason.RESPONSE_NO_STORE);
        }
        if (control.isPrivate()) {
            return Optional.of(Reason.PRIVATE);
        }
        // RFC 9111 §3: what a rule says is an extension of the cache's own.
        if (!saysCacheable(status, response, control) && !applied.givesLifetime()) {
            return Optional.of(Reason.NOT_CACHEABLE);
        }
        if (Selection.isUnknowable(Vary.of(kept))) {
            return Optional.of(Reason.VARY_ANY);
        }
        if (isCookieOfOne(kept, applied)) {
            return Optional.of(Reason.SET_COOKIE);
        }
        // What the request forbids comes last: it says least about others' requests (see Freshening).
        if (CacheControl.of(asked.fields()).noStore()) {
            return Optional.of(Reason.REQUEST_NO_STORE);
        }
        if (asked.fields().contains(FieldNames.AUTHORIZATION) && !allowsAuthorized(control)) {
            return Optional.of(Reason.AUTHORIZATION);
        }
        return Optional.empty();
    }

    /** Why it may not be, by what the cache's owner has settled about fields and responses like it. */
    private static Optional<Reason> refusalByOwner(CacheControl control, Terms terms, List<Rule> matching) {
        if (StoredFields.areNeeded(control.privateFields(), terms.targets())) {
            return Optional.of(Reason.PRIVATE);
        }
        return isBypassed(matching) ? Optional.of(Reason.RULE_BYPASS) : Optional.empty();
    }

    /**
     * A cookie is for one user. RFC 9111 §7.3 leaves the care to the origin, but what says "public" for all pages, and what
     * sets a session's cookie on some, seldom know of each other. So it is stored only where a rule says so.
     */
    private static boolean isCookieOfOne(Fields response, Applied applied) {
        return response.contains(FieldNames.SET_COOKIE) && !applied.isWith(SetCookie.STORE);
    }

    /** As above, of a response that comes to what is stored already, by the rules for that. */
    static boolean isCookieOfOne(Fields response, Stored stored) {
        return !stored.applied().isWith(SetCookie.DROP) && isCookieOfOne(response, stored.applied());
    }

    /**
     * RFC 9110 §9.3.3: whether a response to POST is what a GET would get: it says for how long in so many words, and that
     * it is of the target URI itself.
     */
    private static boolean isGetByPost(Asked asked, int status, Fields response, CacheControl control) {
        return asked.method().equals("POST")
                && status == 200
                && (control.maxAge() != CacheControl.ABSENT
                        || control.sharedMaxAge() != CacheControl.ABSENT
                        || response.contains(FieldNames.EXPIRES))
                && response.get(FieldNames.CONTENT_LOCATION)
                        .flatMap(reference -> Invalidation.sameOrigin(asked.target(), reference))
                        .filter(asked.target()::equals)
                        .isPresent();
    }

    /** Whether what is stored may be so as the answer to a request with Authorization, too (RFC 9111 §3.5). */
    public static boolean isForAuthorized(Stored stored) {
        return allowsAuthorized(control(stored.fields(), stored));
    }

    /** Of the trailers behind a content with that head, those that may be for others than the one whose request it answers. */
    public static Fields trailersForAll(Stored head, Fields trailers) {
        return StoredFields.ofAll(trailers, control(head.fields(), head));
    }

    /** What governs {@code response}, by the terms and the rules under which {@code stored} is. */
    static CacheControl control(Fields response, Stored stored) {
        return control(response, stored.terms(), stored.applied()).orElseGet(() -> CacheControl.of(response));
    }

    /** In place of Cache-Control: nothing, by a rule, or the targeted field for this cache (RFC 9213 §2.2). */
    private static Optional<CacheControl> control(Fields response, Terms terms, Applied applied) {
        return applied.ignoresCacheControl()
                ? Optional.of(CacheControl.NONE)
                : terms.targets().directives(response);
    }

    /** RFC 9111 §3.5. */
    private static boolean allowsAuthorized(CacheControl control) {
        return control.mustRevalidate() || control.isPublic() || control.sharedMaxAge() != CacheControl.ABSENT;
    }

    /** RFC 9111 §3: the response contains at least one of these. */
    private static boolean saysCacheable(int status, Fields response, CacheControl control) {
        return control.isPublic()
                || response.contains(FieldNames.EXPIRES)
                || control.maxAge() != CacheControl.ABSENT
                || control.sharedMaxAge() != CacheControl.ABSENT
                || Statuses.isHeuristicallyCacheable(status);
    }
}
