package dev.weir.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decodes {@code application/x-www-form-urlencoded}, as queries and forms are written (WHATWG URL §5.1). */
final class FormDecoder {

    private FormDecoder() {}

    /**
     * Names and values in order. A percent sign without two hexadecimal digits is a 400; bytes that are not UTF-8 become
     * U+FFFD, as WHATWG URL §5.1 has it.
     */
    static Map<String, List<String>> decode(String encoded) {
        Map<String, List<String>> decoded = new LinkedHashMap<>();
        int from = 0;
        while (from < encoded.length()) {
            int to = encoded.indexOf('&', from);
            if (to < 0) {
                to = encoded.length();
            }
            if (to > from) {
                int equals = encoded.indexOf('=', from);
                boolean hasValue = equals >= 0 && equals < to;
                String name = unescape(encoded.substring(from, hasValue ? equals : to));
                String value = hasValue ? unescape(encoded.substring(equals + 1, to)) : "";
                decoded.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value);
            }
            from = to + 1;
        }
        return decoded;
    }

    private static String unescape(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        // URLDecoder would take a sign, or digits of other scripts, for a digit.
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 3)) {
            if (at + 2 >= text.length() || !isHexDigit(text.charAt(at + 1)) || !isHexDigit(text.charAt(at + 2))) {
                throw new HttpException(
                        400, "A percent sign in '" + text + "' is not followed by two hexadecimal digits.");
            }
        }
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static boolean isHexDigit(char c) {
        return c < 128 && Character.digit(c, 16) >= 0;
    }
}
