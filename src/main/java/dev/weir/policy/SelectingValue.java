package dev.weir.policy;

import java.util.Locale;

/** Brings the value of a selecting field into a form that all values of the same meaning share (RFC 9111 §4.1). */
final class SelectingValue {

    private SelectingValue() {}

    /** {@code value}, the field's lines combined, in that form; the same object where it is in it already. */
    static String normalised(String name, String value) {
        String spaced = withoutSpaceAroundCommas(value);
        return isCaseless(name) ? spaced.toLowerCase(Locale.ROOT) : spaced;
    }

    /** RFC 9110 §12.5.1 to §12.5.4: types, charsets, codings and language ranges all compare without case. */
    private static boolean isCaseless(String name) {
        return switch (name) {
            case "accept-charset", "accept-encoding", "accept-language" -> true;
            default -> false;
        };
    }

    /**
     * White space around commas separates members of a list and means nothing, but for quoted strings and comments: a
     * value that has any stays as it is.
     */
    private static String withoutSpaceAroundCommas(String value) {
        if (value.indexOf(' ') < 0 && value.indexOf('\t') < 0) {
            return value;
        }
        if (value.indexOf('"') >= 0 || value.indexOf('(') >= 0) {
            return value.strip();
        }
        StringBuilder plain = new StringBuilder(value.length());
        for (int from = 0; from <= value.length(); ) {
            int comma = value.indexOf(',', from);
            int to = comma < 0 ? value.length() : comma;
            plain.append(from == 0 ? "" : ",").append(value.substring(from, to).strip());
            from = to + 1;
        }
        return plain.toString();
    }
}
