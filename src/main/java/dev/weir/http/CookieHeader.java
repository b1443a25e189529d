package dev.weir.http;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code Cookie} lines (RFC 6265 §4.2); several lines, as HTTP/2 may send them (RFC 9113 §8.2.3), are one. */
final class CookieHeader {

    private CookieHeader() {}

    static Map<String, String> parse(Fields fields) {
        Map<String, String> cookies = new LinkedHashMap<>();
        for (String line : fields.all(FieldNames.COOKIE)) {
            for (String pair : line.split(";", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? "" : pair.substring(0, equals).strip();
                if (!name.isEmpty()) {
                    cookies.putIfAbsent(name, unquote(pair.substring(equals + 1).strip()));
                }
            }
        }
        return cookies;
    }

    private static String unquote(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }
}
