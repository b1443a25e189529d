package dev.weir.fields;

import java.time.Instant;

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
        if (!method.equals("GET") && !method.equals("HEAD")) {
            return false;
        }
        // RFC 9110 §13.1.3: If-Modified-Since counts without the other only.
        if (asked.contains(FieldNames.IF_NONE_MATCH)) {
            EntityTags held = EntityTags.of(asked, FieldNames.IF_NONE_MATCH);
            return held.any()
                    || response.get(FieldNames.ETAG)
                            .flatMap(EntityTag::parse)
                            .filter(held::containsWeakly)
                            .isPresent();
        }
        if (!asked.contains(FieldNames.IF_MODIFIED_SINCE)) {
            return false;
        }
        long since = date(asked, FieldNames.IF_MODIFIED_SINCE, now);
        long modified = date(response, FieldNames.LAST_MODIFIED, now);
        return since != HttpDate.INVALID && modified != HttpDate.INVALID && modified <= since;
    }

    private static long date(Fields fields, String name, Instant now) {
        return HttpDate.parse(fields.get(name, ""), now.getEpochSecond());
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
