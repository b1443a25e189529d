package dev.weir.fields;

/**
 * The cache directives that are known here (RFC 9111 §5.2, RFC 5861, RFC 8246), each named as it is spelled but for case and
 * hyphens.
 */
enum Directive {
    MAX_AGE,
    S_MAXAGE,
    MAX_STALE,
    MIN_FRESH,
    STALE_WHILE_REVALIDATE,
    STALE_IF_ERROR,
    NO_CACHE,
    PRIVATE,
    NO_STORE(CacheControl.NO_STORE),
    NO_TRANSFORM(CacheControl.NO_TRANSFORM),
    MUST_REVALIDATE(CacheControl.MUST_REVALIDATE),
    PROXY_REVALIDATE(CacheControl.PROXY_REVALIDATE),
    PUBLIC(CacheControl.PUBLIC),
    MUST_UNDERSTAND(CacheControl.MUST_UNDERSTAND),
    ONLY_IF_CACHED(CacheControl.ONLY_IF_CACHED),
    IMMUTABLE(CacheControl.IMMUTABLE),
    /** Any other: it is ignored (RFC 9111 §5.2.3). */
    EXTENSION;

    /** The bit that tells a letter from its other case. */
    private static final int CASE = 0x20;

    private final int flag;

    /** One that has an argument. */
    Directive() {
        this(0);
    }

    /** One without: what it says is that it is there. */
    Directive(int flag) {
        this.flag = flag;
    }

    /** What it is kept as; 0 where it is its argument that is kept. */
    int flag() {
        return flag;
    }

    /** Whether it may be given names of fields (RFC 9111 §5.2.2.4, §5.2.2.7); others take seconds, or nothing. */
    boolean takesNames() {
        return this == NO_CACHE || this == PRIVATE;
    }

    /** The characters of a known one. */
    int length() {
        return name().length();
    }

    /**
     * Which one the token that begins at {@code start} in {@code value} names. The names are literals here because Java
     * compiles a comparison with a literal to half the work of one with a string that it has to look up.
     */
    static Directive at(String value, int start) {
        return switch (value.charAt(start) | CASE) {
            case 'i' -> isAt(value, start, "immutable") ? IMMUTABLE : EXTENSION;
            case 'm' -> withM(value, start);
            case 'n' -> withN(value, start);
            case 'o' -> isAt(value, start, "only-if-cached") ? ONLY_IF_CACHED : EXTENSION;
            case 'p' -> withP(value, start);
            case 's' -> withS(value, start);
            default -> EXTENSION;
        };
    }

    private static Directive withM(String value, int start) {
        if (isAt(value, start, "max-age")) {
            return MAX_AGE;
        }
        if (isAt(value, start, "must-revalidate")) {
            return MUST_REVALIDATE;
        }
        if (isAt(value, start, "max-stale")) {
            return MAX_STALE;
        }
        if (isAt(value, start, "min-fresh")) {
            return MIN_FRESH;
        }
        return isAt(value, start, "must-understand") ? MUST_UNDERSTAND : EXTENSION;
    }

    private static Directive withN(String value, int start) {
        if (isAt(value, start, "no-cache")) {
            return NO_CACHE;
        }
        if (isAt(value, start, "no-store")) {
            return NO_STORE;
        }
        return isAt(value, start, "no-transform") ? NO_TRANSFORM : EXTENSION;
    }

    private static Directive withP(String value, int start) {
        if (isAt(value, start, "public")) {
            return PUBLIC;
        }
        if (isAt(value, start, "private")) {
            return PRIVATE;
        }
        return isAt(value, start, "proxy-revalidate") ? PROXY_REVALIDATE : EXTENSION;
    }

    private static Directive withS(String value, int start) {
        if (isAt(value, start, "s-maxage")) {
            return S_MAXAGE;
        }
        if (isAt(value, start, "stale-while-revalidate")) {
            return STALE_WHILE_REVALIDATE;
        }
        return isAt(value, start, "stale-if-error") ? STALE_IF_ERROR : EXTENSION;
    }

    /** Whether the token at {@code start}, whose first letter is known to fit, is {@code name} without case. */
    private static boolean isAt(String value, int start, String name) {
        int end = start + name.length();
        if (end > value.length()) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            char wanted = name.charAt(i);
            char there = value.charAt(start + i);
            if (there != wanted && ((there ^ wanted) != CASE || wanted == '-')) {
                return false;
            }
        }
        return end == value.length() || !FieldSyntax.isTchar(value.charAt(end));
    }
}
