package dev.weir.fields;

import java.util.Arrays;

/** The cache directives that are known here (RFC 9111 §5.2, RFC 5861, RFC 8246). */
enum Directive {
    MAX_AGE("max-age"),
    S_MAXAGE("s-maxage"),
    MAX_STALE("max-stale"),
    MIN_FRESH("min-fresh"),
    NO_CACHE("no-cache"),
    NO_STORE("no-store"),
    NO_TRANSFORM("no-transform"),
    ONLY_IF_CACHED("only-if-cached"),
    MUST_REVALIDATE("must-revalidate"),
    MUST_UNDERSTAND("must-understand"),
    PRIVATE("private"),
    PROXY_REVALIDATE("proxy-revalidate"),
    PUBLIC("public"),
    IMMUTABLE("immutable"),
    STALE_WHILE_REVALIDATE("stale-while-revalidate"),
    STALE_IF_ERROR("stale-if-error"),
    EXTENSION("");

    /** By the first letter of the name, so that hardly more than one comparison is needed. */
    private static final Directive[][] BY_FIRST = new Directive['z' - 'a' + 1][];

    static {
        for (char letter = 'a'; letter <= 'z'; letter++) {
            String first = String.valueOf(letter);
            BY_FIRST[letter - 'a'] = Arrays.stream(values())
                    .filter(directive -> directive.text.startsWith(first))
                    .toArray(Directive[]::new);
        }
    }

    /** The bit that tells a letter from its other case. */
    private static final int CASE = 0x20;

    private final String text;

    Directive(String text) {
        this.text = text;
    }

    /** Whether it may be given names of fields (RFC 9111 §5.2.2.4, §5.2.2.7); others take seconds, or nothing. */
    boolean takesNames() {
        return this == NO_CACHE || this == PRIVATE;
    }

    /** The characters of its name. */
    int length() {
        return text.length();
    }

    /** Which one the token that begins at {@code start} in {@code value} names. */
    static Directive at(String value, int start) {
        int letter = (value.charAt(start) | CASE) - 'a';
        if (letter >= 0 && letter < BY_FIRST.length) {
            for (Directive candidate : BY_FIRST[letter]) {
                if (candidate.isAt(start, value)) {
                    return candidate;
                }
            }
        }
        return EXTENSION;
    }

    /** Whether the token at {@code start} is its name, without case. Its end is looked for only where all before it fits. */
    private boolean isAt(int start, String value) {
        // As most spell it, which Java finds out faster.
        if (!value.startsWith(text, start) && !isSpelledAt(start, value)) {
            return false;
        }
        int end = start + text.length();
        return end == value.length() || !FieldSyntax.isTchar(value.charAt(end));
    }

    private boolean isSpelledAt(int start, String value) {
        if (start + text.length() > value.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char wanted = text.charAt(i);
            char there = value.charAt(start + i);
            if (there != wanted && ((there ^ wanted) != CASE || wanted == '-')) {
                return false;
            }
        }
        return true;
    }
}
