package dev.weir.fields;

/** The characters that field names and values are made of (RFC 9110 §5.1, §5.5, §5.6.2). */
public final class FieldSyntax {

    private static final boolean[] TCHAR = new boolean[128];

    static {
        for (char c = '0'; c <= '9'; c++) {
            TCHAR[c] = true;
        }
        for (char c = 'a'; c <= 'z'; c++) {
            TCHAR[c] = true;
            TCHAR[c - 32] = true;
        }
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
            TCHAR[c] = true;
        }
    }

    private FieldSyntax() {}

    /** Whether {@code c} may stand in a token (RFC 9110 §5.6.2). */
    public static boolean isTchar(char c) {
        return c < 128 && TCHAR[c];
    }

    /** Whether {@code text} is a token (RFC 9110 §5.6.2): at least one character, each a tchar. */
    public static boolean isToken(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTchar(text.charAt(i))) {
                return false;
            }
        }
        return text.length() > 0;
    }

    /** Whether a sender may put {@code value} into a field line: no CR, LF or NUL (RFC 9110 §5.5). */
    public static boolean isValue(CharSequence value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether {@code text} is an origin as browsers write it in Origin (RFC 6454 §6.2): scheme and host in lower case, the
     * port where it is not the scheme's usual one, nothing behind.
     */
    public static boolean isOrigin(String text) {
        boolean usual = (text.startsWith("http:") && text.endsWith(":80"))
                || (text.startsWith("https:") && text.endsWith(":443"));
        return !usual && text.matches("[a-z][a-z0-9+.-]*://([a-z0-9._-]+|\\[[0-9a-f:.]+])(:[0-9]{1,5})?");
    }

    static void check(String name, String value) {
        if (!isToken(name)) {
            throw new IllegalArgumentException("not a field name (RFC 9110 §5.1): '" + name + "'");
        }
        if (!isValue(value)) {
            throw new IllegalArgumentException("a CR, LF or NUL in the value of " + name + " (RFC 9110 §5.5)");
        }
    }
}
