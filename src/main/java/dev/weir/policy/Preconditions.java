package dev.weir.policy;

import dev.weir.fields.EntityTags;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.HttpDate;

/** Whether the client has what is stored already: a 304 in place of the whole (RFC 9110 §13.2.2, RFC 9111 §4.3.2). */
public final class Preconditions {

    private Preconditions() {}

    /** Whether {@code asked}, which is to be answered from {@code stored}, is answered with 304. */
    public static boolean isNotModified(Asked asked, Stored stored) {
        Fields fields = asked.fields();
        // RFC 9110 §13.1.2: If-None-Match takes precedence, whatever it holds. If-Match and If-Unmodified-Since are not
        // for a cache to evaluate (RFC 9111 §4.3.2).
        boolean byTag = fields.contains(FieldNames.IF_NONE_MATCH);
        if (!byTag && !fields.contains(FieldNames.IF_MODIFIED_SINCE)) {
            return false;
        }
        // RFC 9110 §13.2.1: no precondition where the answer would not be 2xx without it; RFC 9111 §4.3.2 names 200.
        if (stored.status() != 200) {
            return false;
        }
        return byTag ? matchesTag(fields, stored) : isUnmodifiedSince(fields, stored);
    }

    private static boolean matchesTag(Fields fields, Stored stored) {
        // The usual case, without a list: the client sends back what it was given.
        String given = fields.get(FieldNames.IF_NONE_MATCH, "");
        if (stored.entityTag().isPresent() && given.equals(stored.fields().get(FieldNames.ETAG, ""))) {
            return true;
        }
        EntityTags tags = EntityTags.of(fields, FieldNames.IF_NONE_MATCH);
        return tags.any() || stored.entityTag().filter(tags::containsWeakly).isPresent();
    }

    private static boolean isUnmodifiedSince(Fields fields, Stored stored) {
        String text = fields.get(FieldNames.IF_MODIFIED_SINCE, "");
        // RFC 9110 §13.1.3: ignored where it is no date.
        long since = HttpDate.parse(text, Math.floorDiv(stored.responseTimeMillis(), 1_000L));
        // RFC 9111 §4.3.2: where there is no Last-Modified, Date counts.
        long modified = stored.lastModified() == HttpDate.INVALID ? stored.date() : stored.lastModified();
        return since != HttpDate.INVALID && modified <= since;
    }
}
