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

    private static final int LONGEST = 22;

    /** By length of the name, so that hardly more than one comparison is needed. */
    private static final Directive[][] BY_LENGTH = new Directive[LONGEST + 1][];

    static {
        for (int length = 0; length <= LONGEST; length++) {
            int wanted = length;
            BY_LENGTH[length] = Arrays.stream(values())
                    .filter(directive -> directive != EXTENSION && directive.text.length() == wanted)
                    .toArray(Directive[]::new);
        }
    }

    private final String text;

    Directive(String text) {
        this.text = text;
    }

    /** Whether it may be given names of fields (RFC 9111 §5.2.2.4, §5.2.2.7); others take seconds, or nothing. */
    boolean takesNames() {
        return this == NO_CACHE || this == PRIVATE;
    }

    /** Which one is named in {@code value} from {@code start} to before {@code end}. */
    static Directive named(String value, int start, int end) {
        int length = end - start;
        if (length <= LONGEST) {
            for (Directive candidate : BY_LENGTH[length]) {
                if (candidate.isAt(start, value)) {
                    return candidate;
                }
            }
        }
        return EXTENSION;
    }

    /** Without case. Only characters of tokens stand there, of which none but a letter's other case differs by this bit. */
    private boolean isAt(int start, String value) {
        for (int i = 0; i < text.length(); i++) {
            if ((value.charAt(start + i) | 0x20) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
