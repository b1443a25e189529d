package dev.weir.fields;

import java.util.Locale;

/** Judges and spells what names a host: {@code uri-host [ ":" port ]} (RFC 9110 §7.2, RFC 3986 §3.2). */
public final class Authority {
    private static final int MAX_PORT = 65_535;
    private static final String OTHER_HOST_CHARACTERS = "-._~!$&'()*+,;=%";
    private static final String OTHER_LITERAL_CHARACTERS = ":.";

    private Authority() {}

    /** Whether it is one, with a host and without user information. */
    public static boolean isValid(CharSequence text) {
        int length = text.length();
        int end = length > 0 && text.charAt(0) == '[' ? endOfLiteral(text) : endOfName(text);
        return end > 0 && (end == length || (text.charAt(end) == ':' && isPort(text, end + 1)));
    }

    /**
     * That authority, which is a valid one or empty, in lower case, without the scheme's usual port, an empty one, and zeros
     * before another (RFC 9110 §4.2.3). What is spelled so already, as nearly all are, is given back as it is.
     *
     * @param scheme {@code http} or {@code https}
     */
    public static String normal(String authority, String scheme) {
        String lower = authority.toLowerCase(Locale.ROOT);
        int length = lower.length();
        int port = length;
        while (port > 0 && isDigit(lower.charAt(port - 1))) {
            port--;
        }
        if (port == 0 || lower.charAt(port - 1) != ':') {
            return lower; // what digits there are belong to the name
        }
        int start = port;
        while (start < length - 1 && lower.charAt(start) == '0') {
            start++;
        }
        String usual = scheme.equals("https") ? "443" : "80";
        if (start == length || (length - start == usual.length() && lower.startsWith(usual, start))) {
            return lower.substring(0, port - 1);
        }
        return start == port ? lower : lower.substring(0, port) + lower.substring(start);
    }

    private static int endOfName(CharSequence text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) != ':') {
            char c = text.charAt(end);
            if (!isAlphanumeric(c) && OTHER_HOST_CHARACTERS.indexOf(c) < 0) {
                return -1;
            }
            if (c == '%' && !isEscape(text, end)) {
                return -1;
            }
            end++;
        }
        return end;
    }

    private static boolean isEscape(CharSequence text, int at) {
        return at + 2 < text.length() && isHex(text.charAt(at + 1)) && isHex(text.charAt(at + 2));
    }

    /** An IPv6 address in brackets; of the future's literals (RFC 3986 §3.2.2) there is none yet. */
    private static int endOfLiteral(CharSequence text) {
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ']') {
                return i > 2 ? i + 1 : -1;
            }
            if (!isHex(c) && OTHER_LITERAL_CHARACTERS.indexOf(c) < 0) {
                return -1;
            }
        }
        return -1;
    }

    private static boolean isPort(CharSequence text, int start) {
        int port = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return false;
            }
            port = port * 10 + (c - '0');
            if (port > MAX_PORT) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || isDigit(c) || (c >= 'A' && c <= 'Z');
    }

    private static boolean isHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
}
