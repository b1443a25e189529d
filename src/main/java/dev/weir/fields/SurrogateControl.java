package dev.weir.fields;

import java.util.List;
import java.util.Optional;

/**
 * Surrogate-Control, by which an origin speaks to the caches in front of it: older than RFC 9213, and still what many
 * frameworks and content management systems send (Edge Architecture Specification 1.0, W3C Note of 2001, §2).
 */
public final class SurrogateControl {
    private static final String MAX_AGE = "max-age=";
    private static final String NO_STORE = "no-store";

    private SurrogateControl() {}

    /**
     * What the field tells the cache {@code device}, as directives of Cache-Control. {@code max-age=60+30} is a lifetime, and
     * a time for which it may be served stale meanwhile or instead.
     *
     * <p>Directives with the names of devices are for those alone, and for them in place of those without (§2.2.1).
     *
     * @return none where it says nothing about whether to store, and for how long
     */
    public static Optional<CacheControl> of(Fields fields, String device) {
        if (!fields.contains(FieldNames.SURROGATE_CONTROL)) {
            return Optional.empty();
        }
        CacheControl forAll = new CacheControl();
        CacheControl forDevice = new CacheControl();
        for (String member : CommaList.members(fields, FieldNames.SURROGATE_CONTROL)) {
            int end = Parameters.end(member);
            List<String> devices = devices(member, end);
            if (devices.isEmpty()) {
                accept(member.substring(0, end), forAll);
            } else if (devices.contains(device)) {
                accept(member.substring(0, end), forDevice);
            }
        }
        return saysSomething(forDevice)
                ? Optional.of(forDevice)
                : Optional.of(forAll).filter(SurrogateControl::saysSomething);
    }

    private static List<String> devices(String member, int end) {
        return end == member.length()
                ? List.of()
                : List.of(member.substring(end + 1).split("[; \t]+"));
    }

    private static boolean saysSomething(CacheControl control) {
        return control.noStore() || control.maxAge() != CacheControl.ABSENT;
    }

    private static void accept(String directive, CacheControl into) {
        String text = directive.strip();
        if (text.equalsIgnoreCase(NO_STORE)) {
            into.flags |= CacheControl.NO_STORE;
        } else if (text.regionMatches(true, 0, MAX_AGE, 0, MAX_AGE.length()) && into.maxAge == CacheControl.ABSENT) {
            maxAge(text.substring(MAX_AGE.length()), into);
        }
    }

    /** What cannot be read is 0, as in Cache-Control. */
    private static void maxAge(String text, CacheControl into) {
        int plus = text.indexOf('+');
        into.maxAge = Math.max(DeltaSeconds.parse(plus < 0 ? text : text.substring(0, plus)), 0);
        long stale = plus < 0 ? DeltaSeconds.INVALID : DeltaSeconds.parse(text.substring(plus + 1));
        if (stale != DeltaSeconds.INVALID) {
            into.staleWhileRevalidate = stale;
            into.staleIfError = stale;
        }
    }
}
