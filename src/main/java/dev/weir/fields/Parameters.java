package dev.weir.fields;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Reads {@code ;name=value} behind a member of a list or a media type (RFC 9110 §5.6.6). */
public final class Parameters {

    private Parameters() {}

    /** What is in {@code text}, a member of a list, without its parameters called {@code name}. */
    public static String without(String name, String text) {
        Separators semicolons = new Separators(text);
        int i = semicolons.next(';', 0);
        StringBuilder kept = new StringBuilder(text.length()).append(text, 0, i);
        while (i < text.length()) {
            int to = semicolons.next(';', i + 1);
            if (!isCalled(name, text.substring(i + 1, to).strip())) {
                kept.append(text, i, to);
            }
            i = to;
        }
        return kept.toString();
    }

    private static boolean isCalled(String name, String parameter) {
        return parameter.regionMatches(true, 0, name, 0, name.length())
                && (parameter.length() == name.length() || !FieldSyntax.isTchar(parameter.charAt(name.length())));
    }

    /** The place of the first semicolon that is in no quoted string, or the end of {@code text}. */
    static int end(String text) {
        return new Separators(text).next(';', 0);
    }

    /** The parameters in {@code text} from {@code from} on, names in lower case; what is none is left out. */
    static Map<String, String> parse(String text, int from) {
        Map<String, String> parameters = new LinkedHashMap<>(4);
        Separators semicolons = new Separators(text);
        int i = from;
        while (i < text.length()) {
            int to = semicolons.next(';', i);
            parameter(text.substring(i, to).strip(), parameters);
            i = to + 1;
        }
        return parameters;
    }

    /** How many there are in {@code text} from {@code from} on, be they parameters or not. */
    static int count(String text, int from) {
        int count = 0;
        Separators semicolons = new Separators(text);
        for (int i = from; i < text.length(); ) {
            int to = semicolons.next(';', i);
            count += text.substring(i, to).isBlank() ? 0 : 1;
            i = to + 1;
        }
        return count;
    }

    private static void parameter(String text, Map<String, String> into) {
        int equals = text.indexOf('=');
        if (equals < 0 || !FieldSyntax.isToken(text.substring(0, equals))) {
            return;
        }
        String name = text.substring(0, equals).toLowerCase(Locale.ROOT);
        String value = text.substring(equals + 1);
        if (FieldSyntax.isToken(value)) {
            into.putIfAbsent(name, value);
        } else if (value.startsWith("\"") && Separators.closingQuote(value, 0) == value.length() - 1) {
            into.putIfAbsent(name, CommaList.unescape(value, 1, value.length() - 1));
        }
    }
}
