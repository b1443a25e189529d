package dev.weir.fields;

import java.util.Locale;

/**
 * Writes a list of items with parameters (RFC 9651 §4.1), which is what Cache-Status is made of. Keys and tokens that
 * the caller has written into its source are not checked; what comes from outside goes into strings, in which nothing
 * can do harm. Not for use by several threads.
 */
public final class StructuredWriter {

    private final StringBuilder text = new StringBuilder(64);

    /** Begins a member with a token (RFC 9651 §4.1.7). */
    public StructuredWriter token(String token) {
        separate();
        text.append(token);
        return this;
    }

    /** Begins a member with a string (RFC 9651 §4.1.6). */
    public StructuredWriter string(String value) {
        separate();
        appendString(value);
        return this;
    }

    /** A parameter that is true by being there (RFC 9651 §4.1.1.2). */
    public StructuredWriter flag(String key) {
        text.append(';').append(key);
        return this;
    }

    /** A parameter with a token for a value. */
    public StructuredWriter token(String key, String token) {
        text.append(';').append(key).append('=').append(token);
        return this;
    }

    /** A parameter with an integer for a value (RFC 9651 §4.1.4), held within its 15 digits. */
    public StructuredWriter integer(String key, long value) {
        long held = Math.max(-999_999_999_999_999L, Math.min(value, 999_999_999_999_999L));
        text.append(';').append(key).append('=').append(held);
        return this;
    }

    /** A parameter with a string for a value. */
    public StructuredWriter string(String key, String value) {
        text.append(';').append(key).append('=');
        appendString(value);
        return this;
    }

    private void separate() {
        if (text.length() > 0) {
            text.append(", ");
        }
    }

    /** Strings have printable ASCII only (RFC 9651 §3.3.3); the rest is percent-encoded by its code. */
    private void appendString(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~') {
                text.append(String.format(Locale.ROOT, "%%%02X", (int) c));
                continue;
            }
            if (c == '"' || c == '\\') {
                text.append('\\');
            }
            text.append(c);
        }
        text.append('"');
    }

    /** Whether {@code text} is a token of structured fields (RFC 9651 §3.3.4). */
    public static boolean isToken(String text) {
        if (text.isEmpty() || !(isAlpha(text.charAt(0)) || text.charAt(0) == '*')) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!FieldSyntax.isTchar(c) && c != ':' && c != '/') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlpha(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** The field's value. */
    @Override
    public String toString() {
        return text.toString();
    }
}
