package dev.weir.filter;

import java.util.HexFormat;

/** A line of {@code key=value} pairs that nothing in a value can break or forge. */
final class Pairs {
    private final StringBuilder line = new StringBuilder(192);

    /** Adds a pair; none where {@code value} is empty. */
    Pairs add(String key, String value) {
        if (value.isEmpty()) {
            return this;
        }
        if (line.length() > 0) {
            line.append(' ');
        }
        line.append(key).append('=');
        if (isPlain(value)) {
            line.append(value);
        } else {
            quote(value);
        }
        return this;
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '"' || c == '=' || c == '\\') {
                return false;
            }
        }
        return true;
    }

    private void quote(String value) {
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c < ' ' || c >= 0x7f) {
                line.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                line.append(c);
            }
        }
        line.append('"');
    }

    @Override
    public String toString() {
        return line.toString();
    }
}
