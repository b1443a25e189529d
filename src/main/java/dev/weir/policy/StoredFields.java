package dev.weir.policy;

import dev.weir.fields.CacheControl;
import dev.weir.fields.EntityTag;
import dev.weir.fields.FieldLines;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.HopByHop;
import dev.weir.fields.HttpDate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which fields of a response are kept (RFC 9111 §3.1), which are updated (§3.2), which a 304 carries. */
final class StoredFields {

    private StoredFields() {}

    /** The fields of a response that are stored with it. */
    static FieldLines kept(Fields response, CacheControl control, Targets targets, Instant responseTime) {
        List<String> options = HopByHop.options(response);
        return FieldLines.builder()
                .addAll(
                        response,
                        name -> (governsReuse(name) || targets.contains(name) || isKept(name, options, control))
                                && !name.equalsIgnoreCase(FieldNames.DATE))
                .add(FieldNames.DATE, date(response, responseTime))
                .build();
    }

    /** The fields of a trailer section that are not for one user, or for one hop: as those of the header section. */
    static FieldLines ofAll(Fields trailers, CacheControl control) {
        List<String> options = HopByHop.options(trailers);
        return FieldLines.builder()
                .addAll(
                        trailers,
                        name -> isKept(name, options, control) && !name.equalsIgnoreCase(FieldNames.SET_COOKIE))
                .build();
    }

    /** RFC 9110 §6.6.1: a response without a Date, or with one that cannot be read, gets the time at which it came. */
    private static String date(Fields response, Instant responseTime) {
        String date = response.get(FieldNames.DATE, "");
        boolean good = HttpDate.parse(date, responseTime.getEpochSecond()) != HttpDate.INVALID;
        return good ? date : HttpDate.format(responseTime);
    }

    private static boolean isKept(String name, List<String> options, CacheControl control) {
        // RFC 9111 §3.1: what goes no further is taken out before storage.
        if (HopByHop.isHopByHop(name, options) || isOfProxy(name)) {
            return false;
        }
        // RFC 9111 §4: Age is generated for each reply, in place of any that is there.
        if (name.equalsIgnoreCase(FieldNames.AGE)) {
            return false;
        }
        // RFC 9111 §5.2.2.7: fields for a single user are not stored. §5.2.2.4: fields that may not be used again
        // without validation are excluded from every subsequent response, which is the shorter of the two ways
        // allowed.
        return !isNamed(name, control.privateFields()) && !isNamed(name, control.noCacheFields());
    }

    /**
     * RFC 9110 §7.6.1: what is for all recipients is no connection option; and without these a response would be used
     * wrongly.
     */
    private static boolean governsReuse(String name) {
        return name.equalsIgnoreCase(FieldNames.VARY)
                || name.equalsIgnoreCase(FieldNames.CACHE_CONTROL)
                || name.equalsIgnoreCase(FieldNames.EXPIRES);
    }

    private static boolean isOfProxy(String name) {
        return name.equalsIgnoreCase(FieldNames.PROXY_AUTHENTICATE)
                || name.equalsIgnoreCase(FieldNames.PROXY_AUTHENTICATION_INFO)
                || name.equalsIgnoreCase(FieldNames.PROXY_AUTHORIZATION);
    }

    /**
     * Whether one of these is a field without which a response would be used wrongly: a directive that is about it alone
     * cannot be obeyed by leaving it out, and so is about all.
     */
    static boolean areNeeded(List<String> named, Targets targets) {
        for (String name : named) {
            if (governsReuse(name) || name.equalsIgnoreCase(FieldNames.DATE) || targets.contains(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNamed(String name, List<String> names) {
        for (String candidate : names) {
            if (candidate.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /** The fields {@code stored}, updated by those of a newer response (RFC 9111 §3.2). */
    static FieldLines updated(Fields stored, Fields newer) {
        List<String> options = HopByHop.options(newer);
        return FieldLines.builder()
                .addAll(stored, name -> !newer.contains(name) || !isUpdated(name, options))
                .addAll(newer, name -> isUpdated(name, options))
                .build();
    }

    /**
     * RFC 9111 §3.2: all but what is not stored, what the stored content depends upon (its coding, its range and its
     * digest (RFC 9530 §2): it is kept as it came), and Content-Length.
     */
    private static boolean isUpdated(String name, List<String> options) {
        return !HopByHop.isHopByHop(name, options)
                && !name.equalsIgnoreCase(FieldNames.CONTENT_LENGTH)
                && !name.equalsIgnoreCase(FieldNames.CONTENT_ENCODING)
                && !name.equalsIgnoreCase(FieldNames.CONTENT_RANGE)
                && !name.equalsIgnoreCase(FieldNames.CONTENT_DIGEST)
                && !name.equalsIgnoreCase(FieldNames.CONTENT_MD5);
    }

    /** What {@code newer} has for the one whose request it answers and for nobody else (RFC 9111 §5.2.2.7). */
    static FieldLines ofOne(Fields newer, Fields updated) {
        List<String> options = HopByHop.options(newer);
        return FieldLines.builder()
                .addAll(
                        newer,
                        name -> isUpdated(name, options)
                                && !name.equalsIgnoreCase(FieldNames.AGE)
                                && (!updated.contains(name) || isOtherCookie(name, newer, updated)))
                .build();
    }

    private static boolean isOtherCookie(String name, Fields newer, Fields updated) {
        return name.equalsIgnoreCase(FieldNames.SET_COOKIE)
                && !newer.all(FieldNames.SET_COOKIE).equals(updated.all(FieldNames.SET_COOKIE));
    }

    /** What makes a request conditional on a response with these validators (RFC 9111 §4.3.1). */
    static FieldLines condition(Fields fields, Optional<EntityTag> entityTag, long lastModified) {
        FieldLines.Builder condition = FieldLines.builder();
        entityTag.ifPresent(tag -> condition.add(FieldNames.IF_NONE_MATCH, tag.toString()));
        if (lastModified != HttpDate.INVALID) {
            // As the origin spelled it: some compare the text.
            condition.add(FieldNames.IF_MODIFIED_SINCE, fields.get(FieldNames.LAST_MODIFIED, ""));
        }
        return condition.build();
    }
}
