package dev.weir.policy;

import dev.weir.fields.ByteRanges;
import dev.weir.fields.ByteRanges.Span;
import dev.weir.fields.EntityTag;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.HttpDate;
import java.util.List;
import java.util.Optional;

/** Which part of what is stored answers a request for a part (RFC 9110 §14.2), once {@link Preconditions} ask for it. */
public final class PartialContent {

    /** How far Last-Modified has to lie before Date for two clocks to agree about it (RFC 9110 §8.8.2.2). */
    private static final long CLOCKS_DIFFER_SECONDS = 60;

    /** Parts of one answer at the most: more are more work for all than the whole (RFC 9110 §14.2, §17.15). */
    private static final int MAX_PARTS = 16;

    private PartialContent() {}

    /**
     * The parts of {@code length} bytes of content with which {@code asked}, which is to be answered from {@code stored},
     * is answered in a 206, in the order in which they were asked for; none at all, for a 416 (RFC 9110 §15.5.17). Empty
     * where the whole answers it.
     */
    public static Optional<List<Span>> decide(Asked asked, Stored stored, long length) {
        Fields fields = asked.fields();
        // RFC 9110 §14.2: for GET alone, and where the answer would be a 200 without it.
        if (!fields.contains(FieldNames.RANGE) || !asked.method().equals("GET") || stored.status() != 200) {
            return Optional.empty();
        }
        if (!isUnchanged(fields, stored)) {
            return Optional.empty();
        }
        // RFC 9110 §5.3: Range is no list that might be on several lines.
        List<String> lines = fields.all(FieldNames.RANGE);
        return ByteRanges.parse(lines.size() == 1 ? lines.get(0) : "")
                .filter(ranges -> ranges.specs().size() <= MAX_PARTS)
                .map(ranges -> ranges.of(length))
                .filter(PartialContent::areApart);
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
        return stored.lastModified() != HttpDate.INVALID
                && validator.equals(stored.fields().get(FieldNames.LAST_MODIFIED, ""))
                && stored.date() - stored.lastModified() >= CLOCKS_DIFFER_SECONDS;
    }
}
