package dev.weir.http;

import dev.weir.fields.FieldSyntax;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A route's pattern, cut into segments: each a literal, written decoded, or one {@code {param}}. */
record RoutePattern(String text, List<String> segments) {

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if no path could ever match it, or it means what is not offered
     */
    static RoutePattern parse(String text) {
        if (!text.startsWith("/")) {
            throw refuse(text, "a pattern starts with '/'");
        }
        if (text.indexOf('?') >= 0 || text.indexOf('#') >= 0) {
            throw refuse(text, "a route looks at the path only, without query or fragment");
        }
        List<String> segments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String segment : text.substring(1).split("/", -1)) {
            check(text, segment, names);
            segments.add(segment);
        }
        return new RoutePattern(text, List.copyOf(segments));
    }

    private static void check(String text, String segment, Set<String> names) {
        if (isParam(segment)) {
            if (!FieldSyntax.isToken(name(segment))) {
                throw refuse(text, "'" + segment + "' does not name its parameter by letters and digits");
            }
            if (!names.add(name(segment))) {
                throw refuse(text, "it names two parameters " + segment);
            }
        } else if (segment.indexOf('{') >= 0 || segment.indexOf('}') >= 0 || segment.contains("*")) {
            throw refuse(text, "a parameter is a whole segment, as in /users/{id}; for all below use prefix(...)");
        } else if (segment.equals(".") || segment.equals("..")) {
            throw refuse(text, "a path with '.' or '..' is refused before it is routed");
        } else if (segment.matches(".*%[0-9a-fA-F]{2}.*")) {
            throw refuse(text, "a pattern is written decoded");
        }
    }

    private static IllegalArgumentException refuse(String text, String why) {
        return new IllegalArgumentException("not a route's pattern: '" + text + "': " + why);
    }

    static boolean isParam(String segment) {
        return segment.startsWith("{") && segment.endsWith("}") && segment.length() >= 2;
    }

    private static String name(String segment) {
        return segment.substring(1, segment.length() - 1);
    }

    /** The places of the parameters among the segments. */
    int[] places() {
        return IntStream.range(0, segments.size())
                .filter(i -> isParam(segments.get(i)))
                .toArray();
    }

    /** The names of the parameters, in order. */
    String[] names() {
        return segments.stream()
                .filter(RoutePattern::isParam)
                .map(RoutePattern::name)
                .toArray(String[]::new);
    }
}
