package dev.weir.policy;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a {@link Rule} is for: all that is said has to hold, of each list one member. An empty list says nothing.
 *
 * @param paths of the target URI, as spelled, without the query
 * @param hosts of the target URI, without a port
 * @param statuses of the response
 * @param types of the response's content: media types without parameters; one without a Content-Type has none
 */
public record Condition(List<Glob> paths, List<Glob> hosts, List<StatusRange> statuses, List<Glob> types) {

    /** Holds for everything. */
    public static final Condition ANY = new Condition(List.of(), List.of(), List.of(), List.of());

    /** What stands in the path of a request's target (RFC 9112 §3.2), and {@code *}. */
    private static final Pattern SPELLED = Pattern.compile("[!-~&&[^?#]]*");

    public Condition {
        paths = List.copyOf(paths);
        // Neither cares for case (RFC 9110 §4.2.3, §8.3.1).
        hosts = lower(hosts);
        statuses = List.copyOf(statuses);
        types = lower(types);
        for (Glob path : paths) {
            if (!path.text().startsWith("/") && !path.text().startsWith("*")) {
                throw new IllegalArgumentException(
                        "no path is like '" + path + "': they begin with /, as in /images/* or */index.html");
            }
            if (!SPELLED.matcher(path.text()).matches()) {
                throw new IllegalArgumentException("no path is like '" + path
                        + "': it is spelled as in requests, percent-encoded (%C3%A4) and without query");
            }
        }
        for (Glob host : hosts) {
            boolean bracketed = host.text().startsWith("[");
            if (host.text().isEmpty()
                    || host.text().contains("/")
                    || (!bracketed && host.text().contains(":"))) {
                throw new IllegalArgumentException(
                        "'" + host + "' is no host: write it without scheme and port, as in www.example or *.example");
            }
        }
        for (Glob type : types) {
            if (!type.text().contains("/") || type.text().contains(";")) {
                throw new IllegalArgumentException("'" + type + "' is no media type, such as text/html or image/*");
            }
        }
    }

    private static List<Glob> lower(List<Glob> globs) {
        return globs.stream()
                .map(glob -> new Glob(glob.text().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** This, for such paths only. */
    public Condition withPaths(Glob... others) {
        return new Condition(List.of(others), hosts, statuses, types);
    }

    /** This, for such hosts only. */
    public Condition withHosts(Glob... others) {
        return new Condition(paths, List.of(others), statuses, types);
    }

    /** This, for such statuses only. */
    public Condition withStatuses(StatusRange... others) {
        return new Condition(paths, hosts, List.of(others), types);
    }

    /** This, for such types of content only. */
    public Condition withTypes(Glob... others) {
        return new Condition(paths, hosts, statuses, List.of(others));
    }

    /** Whether it can be told before there is a response. */
    boolean isOfRequest() {
        return statuses.isEmpty() && types.isEmpty();
    }

    /** Whether it names statuses, and {@code status} is one of them. */
    boolean names(int status) {
        for (StatusRange range : statuses) {
            if (range.contains(status)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether what it says of requests holds.
     *
     * @param authority host and port, in lower case
     * @param target path and query
     */
    boolean matchesRequest(String authority, String target) {
        return (paths.isEmpty() || isOne(paths, target, pathEnd(target)))
                && (hosts.isEmpty() || isOne(hosts, authority, hostEnd(authority)));
    }

    private static int pathEnd(String target) {
        int query = target.indexOf('?');
        return query < 0 ? target.length() : query;
    }

    private static int hostEnd(String authority) {
        int port = authority.lastIndexOf(':');
        // The colons within brackets are those of an address.
        return port > authority.lastIndexOf(']') ? port : authority.length();
    }

    /** Whether what it says of responses holds; {@code type} in lower case, without parameters. */
    boolean matchesResponse(int status, String type) {
        return (statuses.isEmpty() || names(status)) && (types.isEmpty() || isOne(types, type, type.length()));
    }

    private static boolean isOne(List<Glob> globs, String value, int to) {
        // By index: an iterator would be made for each request.
        for (int i = 0; i < globs.size(); i++) {
            if (globs.get(i).matches(value, 0, to)) {
                return true;
            }
        }
        return false;
    }
}
