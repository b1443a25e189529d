package dev.weir.fields;

/** Writes quoted strings (RFC 9110 §5.6.4). */
public final class QuotedString {

    private QuotedString() {}

    /** Appends {@code value} as it is where it is a token, else quoted. */
    public static void tokenOrQuoted(String value, StringBuilder to) {
        if (FieldSyntax.isToken(value)) {
            to.append(value);
        } else {
            quoted(value, to);
        }
    }

    /** Appends {@code value} quoted; a character that may not stand in a field becomes a question mark. */
    static void quoted(String value, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean control = (c < ' ' && c != '\t') || c == 0x7f || c > 0xff;
            if (c == '"' || c == '\\') {
                to.append('\\');
            }
            to.append(control ? '?' : c);
        }
        to.append('"');
    }
}
