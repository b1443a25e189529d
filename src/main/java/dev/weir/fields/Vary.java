package dev.weir.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What Vary says about a response (RFC 9110 §12.5.5).
 *
 * @param any whether it may vary by anything, so that no other request can be known to match: {@code *}, or a member
 *     that is no field name
 * @param names the request fields that it varies by, in lower case, sorted, each once; empty where {@code any}
 */
public record Vary(boolean any, List<String> names) {

    /** Nothing varies. */
    public static final Vary NONE = new Vary(false, List.of());

    private static final Vary ANY = new Vary(true, List.of());

    public Vary {
        names = List.copyOf(names);
    }

    /** What the Vary lines of a response say. */
    public static Vary of(Fields response) {
        if (!response.contains(FieldNames.VARY)) {
            return NONE;
        }
        List<String> members = CommaList.members(response, FieldNames.VARY);
        List<String> names = CommaList.tokens(response, FieldNames.VARY);
        // What cannot be read might have said "*"; so might a star among names (RFC 9111 §4.1).
        if (names.size() < members.size() || names.contains("*")) {
            return ANY;
        }
        return names.isEmpty() ? NONE : new Vary(false, sortedOnce(names));
    }

    /** A response's fields, with {@code names} in Vary where they are not there yet. */
    public static Fields add(Fields response, String... names) {
        Vary there = of(response);
        Fields varied = response;
        for (String name : there.any() ? List.<String>of() : List.of(names)) {
            if (!there.names().contains(name.toLowerCase(Locale.ROOT))) {
                varied = varied.with(
                        FieldNames.VARY,
                        varied.combined(FieldNames.VARY)
                                .map(old -> old + ", " + name)
                                .orElse(name));
            }
        }
        return varied;
    }

    private static List<String> sortedOnce(List<String> names) {
        return new ArrayList<>(new TreeSet<>(names));
    }
}
