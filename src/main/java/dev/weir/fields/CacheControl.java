package dev.weir.fields;

import java.util.List;
import java.util.Optional;

/**
 * The cache directives of a request or a response (RFC 9111 §5.2), and those of RFC 5861 and RFC 8246. Filled once by
 * its parser, never changed after.
 *
 * <p>Times are in seconds, at most {@link DeltaSeconds#MAX}, and {@link #ABSENT} where the directive is not there. Of
 * the same directive twice the first counts (RFC 9111 §4.2.1). What cannot be read is taken on the safe side: a lifetime
 * for 0, a permission for absent, a prohibition for present.
 */
public final class CacheControl {

    /** No such directive. */
    public static final long ABSENT = -1;

    /** No directives at all. */
    public static final CacheControl NONE = new CacheControl();

    static final int NO_STORE = 1;
    static final int NO_CACHE = 1 << 1;
    static final int PRIVATE = 1 << 2;
    static final int PUBLIC = 1 << 3;
    static final int MUST_REVALIDATE = 1 << 4;
    static final int PROXY_REVALIDATE = 1 << 5;
    static final int MUST_UNDERSTAND = 1 << 6;
    static final int NO_TRANSFORM = 1 << 7;
    static final int ONLY_IF_CACHED = 1 << 8;
    static final int IMMUTABLE = 1 << 9;

    int flags;
    long maxAge = ABSENT;
    long sharedMaxAge = ABSENT;
    long maxStale = ABSENT;
    long minFresh = ABSENT;
    long staleWhileRevalidate = ABSENT;
    long staleIfError = ABSENT;
    List<String> noCacheFields = List.of();
    List<String> privateFields = List.of();

    CacheControl() {}

    /** The directives in all Cache-Control lines of {@code fields}. */
    public static CacheControl of(Fields fields) {
        return of(fields, FieldNames.CACHE_CONTROL);
    }

    /** The directives in all lines of the field {@code name}, which has the syntax of Cache-Control. */
    public static CacheControl of(Fields fields, String name) {
        if (!fields.contains(name)) {
            return NONE;
        }
        CacheControl control = new CacheControl();
        fields.forEach((n, value) -> {
            if (n.equalsIgnoreCase(name)) {
                CacheControlParser.parse(value, control);
            }
        });
        return control;
    }

    /**
     * The directives in the targeted field {@code name}, a dictionary (RFC 9213 §2.1); none where it is not there, empty or
     * malformed, so that it is to be ignored as a whole.
     */
    public static Optional<CacheControl> targeted(Fields fields, String name) {
        return fields.get(name)
                .flatMap(there -> StructuredFields.dictionary(fields.combined(name, there)))
                .filter(members -> !members.isEmpty())
                .map(members -> {
                    CacheControl control = new CacheControl();
                    members.forEach((key, value) -> CacheControlParser.member(key, value, control));
                    return control;
                });
    }

    /** The directives in {@code value}. */
    public static CacheControl parse(String value) {
        CacheControl control = new CacheControl();
        CacheControlParser.parse(value, control);
        return control;
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** RFC 9111 §5.2.1.5, §5.2.2.5. */
    public boolean noStore() {
        return has(NO_STORE);
    }

    /** Without field names (RFC 9111 §5.2.1.4, §5.2.2.4). */
    public boolean noCache() {
        return has(NO_CACHE);
    }

    /** The names that no-cache was given, as spelled; empty where it stands alone or not at all. */
    public List<String> noCacheFields() {
        return noCacheFields;
    }

    /** Without field names (RFC 9111 §5.2.2.7). */
    public boolean isPrivate() {
        return has(PRIVATE);
    }

    /** The names that private was given, as spelled; empty where it stands alone or not at all. */
    public List<String> privateFields() {
        return privateFields;
    }

    /** RFC 9111 §5.2.2.9. */
    public boolean isPublic() {
        return has(PUBLIC);
    }

    /** RFC 9111 §5.2.2.2. */
    public boolean mustRevalidate() {
        return has(MUST_REVALIDATE);
    }

    /** RFC 9111 §5.2.2.8. */
    public boolean proxyRevalidate() {
        return has(PROXY_REVALIDATE);
    }

    /** RFC 9111 §5.2.2.3. */
    public boolean mustUnderstand() {
        return has(MUST_UNDERSTAND);
    }

    /** RFC 9111 §5.2.1.6, §5.2.2.6. */
    public boolean noTransform() {
        return has(NO_TRANSFORM);
    }

    /** RFC 8246 §2. */
    public boolean immutable() {
        return has(IMMUTABLE);
    }

    /** RFC 9111 §5.2.1.7. */
    public boolean onlyIfCached() {
        return has(ONLY_IF_CACHED);
    }

    /** Seconds (RFC 9111 §5.2.1.1, §5.2.2.1). */
    public long maxAge() {
        return maxAge;
    }

    /** Seconds (RFC 9111 §5.2.2.10). */
    public long sharedMaxAge() {
        return sharedMaxAge;
    }

    /** Seconds (RFC 9111 §5.2.1.2); {@link DeltaSeconds#MAX} without an argument. */
    public long maxStale() {
        return maxStale;
    }

    /** Seconds (RFC 9111 §5.2.1.3). */
    public long minFresh() {
        return minFresh;
    }

    /** Seconds (RFC 5861 §3). */
    public long staleWhileRevalidate() {
        return staleWhileRevalidate;
    }

    /** Seconds (RFC 5861 §4). */
    public long staleIfError() {
        return staleIfError;
    }
}
