package dev.weir.policy;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.HttpDate;
import dev.weir.fields.NotModified;

/** Whether the client has what is stored already: a 304 in place of the whole (RFC 9110 §13.2.2, RFC 9111 §4.3.2). */
public final class Preconditions {

    private Preconditions() {}

    /** Whether {@code asked}, a GET or HEAD that is to be answered from {@code stored}, is answered with 304. */
    public static boolean isNotModified(Asked asked, Stored stored) {
        Fields fields = asked.fields();
        // If-Match and If-Unmodified-Since are not for a cache to evaluate (RFC 9111 §4.3.2).
        if (!fields.contains(FieldNames.IF_NONE_MATCH) && !fields.contains(FieldNames.IF_MODIFIED_SINCE)) {
            return false;
        }
        // RFC 9110 §13.2.1: no precondition where the answer would not be 2xx without it; RFC 9111 §4.3.2 names 200, as
        // which a part is stored.
        return stored.status() == 200
                && NotModified.answers(
                        fields,
                        stored.fields(),
                        () -> lastModified(stored),
                        Math.floorDiv(stored.responseTimeMillis(), 1_000L));
    }

    /** RFC 9111 §4.3.2: where there is no Last-Modified, Date counts. */
    private static long lastModified(Stored stored) {
        long modified = stored.lastModified();
        return modified == HttpDate.INVALID ? stored.date() : modified;
    }
}
