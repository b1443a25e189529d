package dev.weir.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Comma-separated lists, in which a comma within a quoted string separates nothing (RFC 9110 §5.6.1, §5.6.4). */
public final class CommaList {

    private CommaList() {}

    /** The members of {@code value} in order, without white space around them and without empty ones. */
    public static List<String> members(String value) {
        List<String> members = new ArrayList<>(4);
        Separators commas = new Separators(value);
        int from = 0;
        while (from < value.length()) {
            int to = commas.next(',', from);
            String member = value.substring(from, to).strip();
            if (!member.isEmpty()) {
                members.add(member);
            }
            from = to + 1;
        }
        return members;
    }

    /** The members in all lines of the field {@code name}. */
    public static List<String> members(Fields fields, String name) {
        List<String> lines = fields.all(name);
        if (lines.size() == 1) {
            return members(lines.get(0));
        }
        List<String> members = new ArrayList<>();
        for (String line : lines) {
            members.addAll(members(line));
        }
        return members;
    }

    /** The tokens in all lines of the field {@code name}, in lower case; what is no token is left out. */
    public static List<String> tokens(Fields fields, String name) {
        List<String> tokens = new ArrayList<>(2);
        for (String member : members(fields, name)) {
            if (FieldSyntax.isToken(member)) {
                tokens.add(member.toLowerCase(Locale.ROOT));
            }
        }
        return tokens;
    }

    /** What the characters from {@code from} to before {@code to}, the inside of a quoted string, stand for. */
    static String unescape(String value, int from, int to) {
        int backslash = value.indexOf('\\', from);
        if (backslash < 0 || backslash >= to) {
            return value.substring(from, to);
        }
        StringBuilder plain = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            plain.append(c == '\\' && i + 1 < to ? value.charAt(++i) : c);
        }
        return plain.toString();
    }
}
