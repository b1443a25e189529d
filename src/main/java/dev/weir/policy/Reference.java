package dev.weir.policy;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What a reference to a URI refers to, by RFC 3986 §5.2: {@link URI#resolve} follows RFC 2396, which that replaces. */
final class Reference {

    private Reference() {}

    /**
     * {@code reference} resolved against {@code base} (RFC 3986 §5.2.2). One with a scheme and without an authority stays as
     * it is.
     *
     * @param base with an authority
     * @throws IllegalArgumentException if what comes of it is no URI
     */
    static URI resolved(URI base, URI reference) {
        boolean hasAuthority = reference.getRawAuthority() != null;
        if (reference.isAbsolute() && !hasAuthority) {
            return reference;
        }
        String path = reference.getRawPath();
        String query = reference.getRawQuery();
        if (hasAuthority) {
            path = withoutDots(path);
        } else if (path.isEmpty()) {
            path = base.getRawPath();
            query = query == null ? base.getRawQuery() : query;
        } else {
            path = withoutDots(path.startsWith("/") ? path : beside(base.getRawPath()) + path);
        }
        return URI.create((reference.isAbsolute() ? reference : base).getScheme()
                + "://"
                + (hasAuthority ? reference : base).getRawAuthority()
                + path
                + behind('?', query)
                + behind('#', reference.getRawFragment()));
    }

    /** What a relative path goes behind (RFC 3986 §5.2.3). */
    private static String beside(String path) {
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

    private static String behind(char mark, @Nullable String part) {
        return part == null ? "" : mark + part;
    }
}
