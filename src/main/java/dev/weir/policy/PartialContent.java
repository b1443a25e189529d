package dev.weir.policy;

import dev.weir.fields.ByteRanges;
import dev.weir.fields.ByteRanges.Span;
import dev.weir.fields.ContentRange;
import dev.weir.fields.EntityTag;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.HttpDate;
import dev.weir.policy.Storability.Leave;
import dev.weir.policy.Storability.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Parts of a representation: which of what is stored answers a request for some (RFC 9110 §14.2), once
 * {@link Preconditions} ask for it, and which that come may be stored (RFC 9111 §3.3) and combined (§3.4).
 */
public final class PartialContent {

    /**
     * How far Last-Modified has to lie before Date to be a strong validator. RFC 9110 §8.8.2.2 takes a second where one clock
     * gave both, and enough where two may have, which is not known here: as much as RFC 7232 §2.2.2 asked for before.
     */
    private static final long CLOCKS_DIFFER_SECONDS = 60;

    /** Parts of one answer at the most: more are more work for all than the whole (RFC 9110 §14.2, §17.15). */
    private static final int MAX_PARTS = 16;

    private PartialContent() {}

    /**
     * The parts of the representation with which {@code asked}, which is to be answered from {@code stored},
     * is answered in a 206, in the order in which they were asked for; none at all, for a 416 (RFC 9110 §15.5.17). Empty
     * where the whole answers it.
     *
     * @param length how many bytes of content are stored: all there are, unless the {@link Stored#part} says otherwise
     */
    public static Optional<List<Span>> decide(Asked asked, Stored stored, long length) {
        long complete = complete(stored, length);
        return decide(asked, stored)
                // RFC 9110 §14.1.2: the last bytes of nothing are all there are.
                .filter(ranges -> complete > 0 || !ranges.hasSuffix())
                .map(ranges -> ranges.of(complete))
                .filter(PartialContent::areApart);
    }

    private static long complete(Stored stored, long length) {
        return stored.part().map(ContentRange::complete).orElse(length);
    }

    /** Whether all parts that {@code asked} wants are in {@code part}, which is what there is of {@code stored}. */
    static boolean isWithin(Asked asked, Stored stored, ContentRange part) {
        // RFC 9111 §3.3: only a request that is for a part is answered, and only from within.
        return decide(asked, stored, part.complete())
                .filter(spans -> !spans.isEmpty())
                .filter(spans -> spans.stream().allMatch(span -> part.contains(span.first(), span.last())))
                .isPresent();
    }

    private static Optional<ByteRanges> decide(Asked asked, Stored stored) {
        Fields fields = asked.fields();
        // RFC 9110 §14.2: where the answer would be a 200 without it.
        if (!isForPart(asked) || stored.status() != 200) {
            return Optional.empty();
        }
        if (!isUnchanged(fields, stored)) {
            return Optional.empty();
        }
        return ranges(fields).filter(ranges -> ranges.specs().size() <= MAX_PARTS);
    }

    private static Optional<ByteRanges> ranges(Fields fields) {
        // RFC 9110 §5.3: Range is no list that might be on several lines.
        List<String> lines = fields.all(FieldNames.RANGE);
        return ByteRanges.parse(lines.size() == 1 ? lines.get(0) : "");
    }

    /**
     * Whether what answers {@code asked} may be for others, too, as far as its Range goes: for all there is, or for one
     * part. Several parts come in a form of their own; and conditions come before Range (RFC 9110 §13.2.2), so that only
     * the origin can say what answers both.
     */
    static boolean isShareable(Asked asked) {
        return !isForPart(asked) || isForAll(asked.fields()) || wanted(asked).isPresent();
    }

    /** The Range with which what {@code asked} wants is fetched for others, too; none where that is the whole. */
    public static Optional<String> wanted(Asked asked) {
        return isForPart(asked) && !isConditional(asked.fields())
                ? ranges(asked.fields())
                        .filter(ranges -> ranges.specs().size() == 1 && !ranges.isAll())
                        .map(ByteRanges::toString)
                : Optional.empty();
    }

    /** Whether there is a Range that counts: it is for GET alone (RFC 9110 §14.2). */
    static boolean isForPart(Asked asked) {
        return asked.method().equals("GET") && asked.fields().contains(FieldNames.RANGE);
    }

    private static boolean isConditional(Fields request) {
        return request.contains(FieldNames.IF_RANGE)
                || request.contains(FieldNames.IF_NONE_MATCH)
                || request.contains(FieldNames.IF_MODIFIED_SINCE);
    }

    /**
     * A request that waited while {@code part} was fetched with the Range that it has itself, as one for what came: an
     * origin may send less (RFC 9110 §15.3.7).
     */
    public static Asked forWhatCame(Asked asked, ContentRange part) {
        String range = "bytes=" + part.first() + "-" + part.last();
        return new Asked(asked.method(), asked.target(), asked.fields().with(FieldNames.RANGE, range));
    }

    /** The fields of a response without those that hold for its content only as it came, all of it (RFC 9530 §2). */
    public static Fields cut(Fields response) {
        return response.without(FieldNames.CONTENT_LENGTH)
                .without(FieldNames.CONTENT_DIGEST)
                .without(FieldNames.CONTENT_MD5);
    }

    /** Whether the Range of a request is for all there is, so that the whole brings it. */
    private static boolean isForAll(Fields request) {
        return ranges(request).filter(ByteRanges::isAll).isPresent();
    }

    /** Whether a response of {@code length} bytes is a 206 for a request that {@link #isForAll}, by its preconditions, too. */
    public static boolean isPartOfAll(Asked asked, Stored stored, long length) {
        return length > 0 && decide(asked, stored).filter(ByteRanges::isAll).isPresent();
    }

    /**
     * As above, where the response is not stored and goes to one client: only where the origin itself would have sent a
     * 206 ({@code Accept-Ranges}), and no If-Range is to be compared.
     */
    public static boolean isPartOfAll(Asked asked, int status, Fields response, long length) {
        Fields fields = asked.fields();
        return length > 0
                && status == 200
                && asked.method().equals("GET")
                && isForAll(fields)
                && !fields.contains(FieldNames.IF_RANGE)
                && response.get(FieldNames.ACCEPT_RANGES, "").equalsIgnoreCase("bytes");
    }

    /** RFC 9110 §14.2: ranges that overlap are a broken client's, or an attack, and may be ignored. */
    private static boolean areApart(List<Span> spans) {
        for (int i = 0; i < spans.size(); i++) {
            for (Span before : spans.subList(0, i)) {
                if (before.first() <= spans.get(i).last() && spans.get(i).first() <= before.last()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** RFC 9110 §13.1.5: whether the client's other parts are of the same representation. */
    private static boolean isUnchanged(Fields fields, Stored stored) {
        if (!fields.contains(FieldNames.IF_RANGE)) {
            return true;
        }
        String validator = fields.get(FieldNames.IF_RANGE, "");
        Optional<EntityTag> tag = EntityTag.parse(validator);
        if (tag.isPresent()) {
            return stored.entityTag().filter(tag.get()::matchesStrongly).isPresent();
        }
        // RFC 9110 §13.1.5: a date does not tell which of two codings the client has parts of.
        return !stored.hasOtherForms()
                && stored.lastModified() != HttpDate.INVALID
                && validator.equals(stored.fields().get(FieldNames.LAST_MODIFIED, ""))
                && stored.date() - stored.lastModified() >= CLOCKS_DIFFER_SECONDS;
    }

    /**
     * The part that a 206 with these fields brings, if it may be stored: one, of a known whole, and with a strong
     * validator, without which it could never be combined with another (RFC 9110 §15.3.7.3). What answers If-Range may lack
     * fields that the client has already (§15.3.7), and so is good for that one only.
     */
    static Optional<ContentRange> storable(Asked asked, Fields response) {
        boolean asksForPart = isForPart(asked) && !asked.fields().contains(FieldNames.IF_RANGE);
        return asksForPart && strongTag(response).isPresent() ? part(response) : Optional.empty();
    }

    /** The fields of the 200 that a 206 with these is {@code part} of (RFC 9110 §15.3.7). */
    static Fields asWhole(Fields response, ContentRange part) {
        Fields whole = part.isWhole() ? response : cut(response);
        return whole.without(FieldNames.CONTENT_RANGE).with(FieldNames.CONTENT_LENGTH, Long.toString(part.complete()));
    }

    /**
     * What is stored after a 206 with these fields has come, beside what is stored already: both, the stored fields updated
     * by the newer ones, where both are of one representation and nothing is missing in between (RFC 9111 §3.4). Otherwise
     * a {@link Storability.Leave}, and one cannot be added to the other.
     *
     * @param length how many bytes of content are stored
     */
    public static Verdict combine(Asked asked, Stored stored, long length, Fields response, Received received) {
        Optional<ContentRange> newer = part(response);
        if (newer.isEmpty() || !isOfOne(stored, length, response, newer.get())) {
            return new Leave(Reason.NOT_SELECTED);
        }
        if (Storability.isCookieOfOne(response, stored)) {
            return new Leave(Reason.SET_COOKIE);
        }
        ContentRange older = held(stored, length);
        return older.touches(newer.get())
                ? Freshening.updated(asked, stored, response, received, Optional.of(older.and(newer.get())))
                : new Leave(Reason.PARTIAL_STORED);
    }

    /** What is stored of it, in bytes. */
    public static ContentRange held(Stored stored, long length) {
        return stored.part().orElse(new ContentRange(0, length - 1, length));
    }

    /** RFC 9110 §15.3.7.3: by the strong comparison. */
    private static boolean isOfOne(Stored stored, long length, Fields response, ContentRange newer) {
        return stored.status() == 200
                && newer.complete() == complete(stored, length)
                && strongTag(response)
                        .filter(tag ->
                                stored.entityTag().filter(tag::matchesStrongly).isPresent())
                        .isPresent();
    }

    private static Optional<EntityTag> strongTag(Fields response) {
        return response.get(FieldNames.ETAG).flatMap(EntityTag::parse).filter(tag -> !tag.weak());
    }

    /** The part that a 206 with these fields has; none where it has several. */
    public static Optional<ContentRange> part(Fields response) {
        List<String> lines = response.all(FieldNames.CONTENT_RANGE);
        return lines.size() == 1 ? ContentRange.parse(lines.get(0)) : Optional.empty();
    }
}
