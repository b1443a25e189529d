package dev.weir.policy;

import dev.weir.fields.Authority;
import java.util.Locale;

/**
 * A reference to a URI (RFC 3986 §4.1) in its parts, each with the mark that sets it off; empty where there is none. It is
 * taken apart by these marks alone (appendix B): clients ask for what has characters in it that no URI may have.
 */
public record Reference(String scheme, String authority, String path, String query, String fragment) {

    /** The parts of any text. */
    public static Reference of(String text) {
        int fragment = first("#", text, 0);
        int query = Math.min(first("?", text, 0), fragment);
        int colon = first(":/?#", text, 0);
        int rest = colon > 0 && text.startsWith(":", colon) ? colon + 1 : 0;
        int path = text.startsWith("//", rest) ? first("/?#", text, rest + 2) : rest;
        return new Reference(
                text.substring(0, rest),
                text.substring(rest, path),
                text.substring(path, query),
                text.substring(query, fragment),
                text.substring(fragment));
    }

    private static int first(String marks, String text, int from) {
        int at = from;
        while (at < text.length() && marks.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /**
     * The origin (RFC 9110 §4.3.1) in one spelling for all, such as {@code http://www.example}; empty if it is not of http or
     * https with a host.
     */
    public String origin() {
        String lower = scheme.toLowerCase(Locale.ROOT);
        String named = authority.isEmpty() ? "" : authority.substring(2);
        boolean known = lower.equals("http:") || lower.equals("https:");
        return known && Authority.isValid(named)
                ? lower + "//" + Authority.normal(named, lower.substring(0, lower.length() - 1))
                : "";
    }

    /** What a request line has of it: the path, which is not empty there (RFC 9112 §3.2.1), with the query. */
    public String target() {
        return (path.isEmpty() ? "/" : path) + query;
    }

    /**
     * {@code reference} resolved against this, which has an authority (RFC 3986 §5.2.2). One with a scheme and without an
     * authority stays as it is.
     */
    Reference resolve(Reference reference) {
        boolean hasAuthority = !reference.authority.isEmpty();
        if (!reference.scheme.isEmpty() && !hasAuthority) {
            return reference;
        }
        String merged = reference.path;
        String asked = reference.query;
        if (hasAuthority) {
            merged = withoutDots(merged);
        } else if (merged.isEmpty()) {
            merged = path;
            asked = asked.isEmpty() ? query : asked;
        } else {
            merged = withoutDots(merged.startsWith("/") ? merged : directory() + merged);
        }
        return new Reference(
                reference.scheme.isEmpty() ? scheme : reference.scheme,
                hasAuthority ? reference.authority : authority,
                merged,
                asked,
                reference.fragment);
    }

    /** What a relative path goes behind (RFC 3986 §5.2.3). */
    private String directory() {
        return path.isEmpty() ? "/" : path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** RFC 3986 §5.2.4, for a path that begins with a slash, or is empty. */
    private static String withoutDots(String path) {
        StringBuilder plain = new StringBuilder(path.length());
        for (int from = 1; from <= path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            String segment = path.substring(from, to);
            boolean up = segment.equals("..");
            if (up) {
                plain.setLength(Math.max(0, plain.lastIndexOf("/")));
            }
            if (!up && !segment.equals(".")) {
                plain.append('/').append(segment);
            } else if (slash < 0) {
                plain.append('/');
            }
            from = to + 1;
        }
        return plain.toString();
    }

    /** The text again. */
    @Override
    public String toString() {
        return scheme + authority + path + query + fragment;
    }
}
