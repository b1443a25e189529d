package dev.weir.policy;

import java.util.Locale;

/** Brings the value of a selecting field into a form that all values of the same meaning share (RFC 9111 §4.1). */
final class SelectingValue {

    private SelectingValue() {}

    /** {@code value}, the field's lines combined, in that form; the same object where it is in it already. */
    static String normalised(String name, String value) {
        return switch (name) {
            case "accept-encoding" -> Preferences.codings(value).orElseGet(() -> plain(name, value));
            case "accept-language" -> Preferences.languages(value).orElseGet(() -> plain(name, value));
            case "accept" -> Preferences.types(value).orElseGet(() -> plain(name, value));
            default -> plain(name, value);
        };
    }

    /** Whether it takes more than a look to bring a value of that field into its form. */
    static boolean isList(String name) {
        return name.equals("accept-encoding") || name.equals("accept-language") || name.equals("accept");
    }

    private static String plain(String name, String value) {
        if (isNoList(name)) {
            return value.strip();
        }
        String spaced = isSpaced(value) ? value : spaced(value);
        // Gives back the same object where no letter changes.
        return isCaseless(name) ? spaced.toLowerCase(Locale.ROOT) : spaced;
    }

    /** Fields in which a comma separates nothing. Of those that nobody knows, most are lists. */
    private static boolean isNoList(String name) {
        return switch (name) {
            case "authorization", "cookie", "from", "origin", "referer", "user-agent" -> true;
            default -> false;
        };
    }

    /** Charsets, codings and language tags compare without case (RFC 9110 §8.3.2, §8.4.1, §8.5.1). */
    private static boolean isCaseless(String name) {
        return switch (name) {
            case "accept-charset", "accept-encoding", "accept-language" -> true;
            default -> false;
        };
    }

    /** Whether each comma has no white space before it and one space behind it, as nearly all clients write them. */
    private static boolean isSpaced(String value) {
        int last = value.length() - 1;
        boolean spaced = last < 0 || !(isSpace(value.charAt(0)) || isSpace(value.charAt(last)));
        for (int comma = value.indexOf(','); comma >= 0 && spaced; comma = value.indexOf(',', comma + 1)) {
            boolean before = comma > 0 && isSpace(value.charAt(comma - 1));
            boolean behind = comma + 2 <= last && value.charAt(comma + 1) == ' ' && !isSpace(value.charAt(comma + 2));
            spaced = !before && behind;
        }
        return spaced;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }

    /**
     * White space around commas separates members of a list and means nothing, but for quoted strings and comments: a
     * value that has any stays as it is.
     */
    private static String spaced(String value) {
        if (value.indexOf('"') >= 0 || value.indexOf('(') >= 0) {
            return value.strip();
        }
        StringBuilder spaced = new StringBuilder(value.length() + 8);
        for (int from = 0; from <= value.length(); ) {
            int comma = value.indexOf(',', from);
            int to = comma < 0 ? value.length() : comma;
            spaced.append(from == 0 ? "" : ", ")
                    .append(value.substring(from, to).strip());
            from = to + 1;
        }
        return spaced.toString();
    }
}
