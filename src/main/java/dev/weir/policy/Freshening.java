package dev.weir.policy;

import dev.weir.fields.ContentRange;
import dev.weir.fields.EntityTag;
import dev.weir.fields.FieldLines;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.HttpDate;
import dev.weir.policy.Storability.Leave;
import dev.weir.policy.Storability.Pass;
import dev.weir.policy.Storability.Store;
import dev.weir.policy.Storability.Verdict;
import java.util.Optional;

/** Question 3: how does a 304, or the answer to a HEAD, freshen what is stored (RFC 9111 §4.3.4, §4.3.5)? */
public final class Freshening {

    private Freshening() {}

    /**
     * The stored response after a 304.
     *
     * <ul>
     *   <li>{@link Storability.Store}: the same content, its fields updated (RFC 9111 §3.2), its age counted anew.
     *   <li>{@link Storability.Pass}: what the 304 says forbids to keep it any longer. It is good for the request that
     *       was sent, {@link #once}.
     *   <li>{@link Leave} with {@link Reason#NOT_SELECTED}: the 304 is not for {@code stored}, which is not validated by
     *       it; with another reason, the validating request forbids to store what answers it. Then {@code stored} is good
     *       for that request, {@link #once}, and for others what it was before.
     * </ul>
     *
     * @param asked the request that was sent to validate it
     */
    public static Verdict freshen(Asked asked, Stored stored, Fields notModified, Received received) {
        return matches(notModified, stored, true)
                ? updated(asked, stored, forAll(notModified, stored), received)
                : new Leave(Reason.NOT_SELECTED);
    }

    /** The fields of what is stored for the one request that a 304 answers, where it may not be kept (RFC 9111 §3.2). */
    public static Fields once(Fields told, Fields notModified, Received received) {
        return StoredFields.updated(told, dated(notModified, received));
    }

    /**
     * Another stored response for the same target URI, after a 304 that {@link #freshen freshens} one. It is freshened
     * with it where the request selects it too, and it has the strong validator that the 304 names (RFC 9111 §4.3.4); else
     * it is left as it is, as where the 304 changes what selects it. What other requests select never is: the fields of
     * the 304 are for requests like this.
     */
    public static Verdict freshenOther(Asked asked, Stored other, Fields notModified, Received received) {
        if (!other.isSelectedBy(asked) || !isStrong(notModified) || !matches(notModified, other, false)) {
            return new Leave(Reason.NOT_SELECTED);
        }
        Asked its = new Asked(asked.method(), other.target(), asked.fields());
        Verdict verdict = updated(its, other, forAll(notModified, other), received);
        boolean moved =
                verdict instanceof Store store && !store.stored().selection().equals(other.selection());
        return moved ? new Leave(Reason.NOT_SELECTED) : verdict;
    }

    /**
     * The stored response after a 200 to a HEAD (RFC 9111 §4.3.5): updated where validators and length are the same, as
     * {@link #freshen} has it; otherwise it is to be considered stale, which is a {@link Storability.Pass} with
     * {@link Reason#HEAD_DIFFERS}.
     *
     * @param asked the HEAD request, which selects {@code stored}
     * @param length how many bytes of content are stored, for what came without saying how many
     */
    public static Verdict freshenByHead(Asked asked, Stored stored, long length, Fields head, Received received) {
        boolean same = agrees(FieldNames.ETAG, head, stored)
                && agrees(FieldNames.LAST_MODIFIED, head, stored)
                && isOfLength(head, stored, length);
        Asked get = new Asked("GET", asked.target(), asked.fields());
        return same ? updated(get, stored, forAll(head, stored), received) : new Pass(Reason.HEAD_DIFFERS);
    }

    /**
     * What a 304 has for the one whose request it answers, beside what the stored response says to all: a cookie, say, that
     * is not stored.
     *
     * @param told the stored response as it is served then
     */
    public static FieldLines ofOne(Fields notModified, Stored told) {
        return StoredFields.ofOne(notModified, told.fields());
    }

    /** A cookie that comes later is no more for all than one that comes with the content. */
    private static Fields forAll(Fields newer, Stored stored) {
        return Storability.isCookieOfOne(newer, stored) ? newer.without(FieldNames.SET_COOKIE) : newer;
    }

    private static boolean agrees(String name, Fields head, Stored stored) {
        Optional<String> value = head.get(name);
        return value.isEmpty() || value.equals(stored.fields().get(name));
    }

    private static boolean isOfLength(Fields head, Stored stored, long length) {
        String told = stored.fields().get(FieldNames.CONTENT_LENGTH, Long.toString(length));
        return head.get(FieldNames.CONTENT_LENGTH, told).equals(told);
    }

    private static Verdict updated(Asked asked, Stored stored, Fields newer, Received received) {
        return updated(asked, stored, newer, received, stored.part());
    }

    /** @param part what there is of the content then; empty for all of it */
    static Verdict updated(Asked asked, Stored stored, Fields newer, Received received, Optional<ContentRange> part) {
        FieldLines fields = StoredFields.updated(stored.fields(), dated(newer, received));
        Verdict verdict = Storability.decide(asked, stored.status(), fields, received, stored.terms(), part);
        // What the request alone forbids says nothing about what was stored for others.
        boolean ofRequest = verdict.reason() == Reason.REQUEST_NO_STORE || verdict.reason() == Reason.AUTHORIZATION;
        return ofRequest ? new Leave(verdict.reason()) : verdict;
    }

    /** RFC 9110 §6.6.1. */
    private static Fields dated(Fields newer, Received received) {
        return newer.contains(FieldNames.DATE)
                ? newer
                : newer.with(FieldNames.DATE, HttpDate.format(received.responseTime()));
    }

    private static boolean isStrong(Fields notModified) {
        return notModified
                .get(FieldNames.ETAG)
                .flatMap(EntityTag::parse)
                .filter(tag -> !tag.weak())
                .isPresent();
    }

    /** RFC 9111 §4.3.4; a Last-Modified is taken for a weak validator (RFC 9110 §8.8.2.2). */
    private static boolean matches(Fields notModified, Stored stored, boolean only) {
        Optional<EntityTag> tag = notModified.get(FieldNames.ETAG).flatMap(EntityTag::parse);
        if (tag.isPresent()) {
            EntityTag mine = tag.get();
            return stored.entityTag()
                    .filter(other -> mine.weak() ? mine.matchesWeakly(other) : mine.matchesStrongly(other))
                    .isPresent();
        }
        if (notModified.contains(FieldNames.LAST_MODIFIED)) {
            return agrees(FieldNames.LAST_MODIFIED, notModified, stored);
        }
        // No validator at all. RFC 9111 §4.3.4 would have it update only what has none either; but origins that
        // leave out the ETag they were asked about are common, and only one response was asked about.
        return only;
    }
}
