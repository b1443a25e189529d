package dev.weir.fields;

import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Whether a client has what a 200 would bring it, by the response's own validators, and the 304 that says so. */
public final class NotModified {

    private NotModified() {}

    /**
     * Whether a 304 takes the place of a 200 (RFC 9110 §13.2.2, steps 3 and 4).
     *
     * @param asked the request's fields
     * @param response the fields of the 200
     * @param now for reading dates
     */
    public static boolean answers(String method, Fields asked, Fields response, Instant now) {
        long second = now.getEpochSecond();
        return (method.equals("GET") || method.equals("HEAD"))
                && answers(asked, response, () -> date(response, FieldNames.LAST_MODIFIED, second), second);
    }

    /**
     * The same for a GET or HEAD.
     *
     * @param lastModified when the 200's representation was changed last, in seconds since the epoch, or {@link
     *     HttpDate#INVALID}
     * @param now in seconds since the epoch
     */
    public static boolean answers(Fields asked, Fields response, LongSupplier lastModified, long now) {
        // RFC 9110 §13.1.2: If-None-Match takes precedence, whatever it holds.
        if (asked.contains(FieldNames.IF_NONE_MATCH)) {
            return isHeld(asked, response.get(FieldNames.ETAG, ""));
        }
        // RFC 9110 §13.1.3: ignored where it is no date, or several.
        long since = HttpDate.parse(asked.combined(FieldNames.IF_MODIFIED_SINCE, ""), now);
        if (since == HttpDate.INVALID) {
            return false;
        }
        long modified = lastModified.getAsLong();
        return modified != HttpDate.INVALID && modified <= since;
    }

    private static boolean isHeld(Fields asked, String tag) {
        Optional<EntityTag> current = EntityTag.parse(tag);
        // The usual case, without a list: the client sends back what it was given.
        if (current.isPresent() && asked.get(FieldNames.IF_NONE_MATCH, "").equals(tag)) {
            return true;
        }
        EntityTags held = EntityTags.of(asked, FieldNames.IF_NONE_MATCH);
        return held.any() || current.filter(held::containsWeakly).isPresent();
    }

    private static long date(Fields fields, String name, long now) {
        return HttpDate.parse(fields.get(name, ""), now);
    }

    /** The fields of the 304: all of the 200 but what describes content, which a 304 does not have (RFC 9110 §15.4.5). */
    public static FieldLines fields(Fields response) {
        boolean tagged = response.contains(FieldNames.ETAG);
        return FieldLines.builder()
                .addAll(
                        response,
                        name -> !describesContent(name) && !(tagged && name.equalsIgnoreCase(FieldNames.LAST_MODIFIED)))
                .build();
    }

    private static boolean describesContent(String name) {
        return name.equalsIgnoreCase(FieldNames.CONTENT_LENGTH)
                || name.equalsIgnoreCase(FieldNames.CONTENT_TYPE)
                || name.equalsIgnoreCase(FieldNames.CONTENT_ENCODING)
                || name.equalsIgnoreCase(FieldNames.CONTENT_LANGUAGE)
                || name.equalsIgnoreCase(FieldNames.CONTENT_RANGE)
                || name.equalsIgnoreCase(FieldNames.TRAILER);
    }
}
