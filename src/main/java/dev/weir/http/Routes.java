package dev.weir.http;

import dev.weir.fields.FieldNames;
import dev.weir.fields.FieldSyntax;
import dev.weir.fields.Fields;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A table of routes, which is a handler. The most specific route wins, whatever the order in which they stand: one for
 * the request's host before one for any; then segment by segment from the left, a literal before a {@code {param}}
 * before a prefix, so that of two prefixes the longer wins. What it costs to find a route does not depend on how many
 * there are.
 *
 * <p><b>Methods.</b> The path decides first. A method that no route for this very path takes is handed to the nearest
 * prefix behind it; where there is none it is a 405 with {@code Allow} (RFC 9110 §15.5.6), or, if it is OPTIONS, a 204
 * with {@code Allow}. HEAD goes to GET's handler, which sees HEAD; the edge sends no content.
 *
 * <p><b>Paths.</b> Cut at each {@code /} as it came, then decoded as UTF-8: {@code %2F} stays inside a segment,
 * {@code //} has an empty segment, {@code ;} is a character as any other, a trailing slash counts. A segment {@code .}
 * or {@code ..}, encoded or not, and a percent sign without two hexadecimal digits are a 400. So is what is not UTF-8,
 * unless a prefix takes it as it is. A parameter takes one segment that is not empty. Patterns are written decoded.
 *
 * <p>What is refused here is failed with an {@link HttpException}, so that one filter renders all errors.
 */
public final class Routes implements HttpHandler {
    private static final Future<Response> NOT_A_PATH =
            Future.failedFuture(new HttpException(400, "The request is not for a path."));
    private static final Future<Response> NO_TUNNEL =
            Future.failedFuture(new HttpException(501, "No tunnels are made here."));

    private final List<Route.Entry> entries;
    private final RouteNode anyHost = new RouteNode();
    private final SegmentTable hosts = new SegmentTable();
    private final Future<Response> serverOptions;

    private Routes(List<Route.Entry> entries) {
        this.entries = entries;
        Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
        for (Route.Entry entry : entries) {
            (entry.host().isEmpty() ? anyHost : hosts.getOrAdd(entry.host())).add(entry);
            if (!entry.method().isEmpty()) {
                methods.add(entry.method());
            }
        }
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        this.serverOptions = Response.of(204, Fields.of(FieldNames.ALLOW, String.join(", ", methods)), Body.none())
                .asFuture();
    }

    /**
     * A table.
     *
     * @throws IllegalArgumentException if a pattern is none, or one of the routes could never be reached; names both
     */
    public static Routes of(Route... routes) {
        return of(List.of(routes));
    }

    /** As {@link #of(Route...)}. */
    public static Routes of(List<Route> routes) {
        return new Routes(routes.stream().flatMap(r -> r.entries().stream()).toList());
    }

    @Override
    public Future<Response> handle(Request request) {
        String target = request.target();
        if (target.isEmpty() || target.charAt(0) != '/') {
            return handleNoPath(request);
        }
        int end = PathRules.end(target);
        if (!PathRules.isPlain(target)) {
            var fault = PathRules.fault(target, end);
            if (fault.isPresent()) {
                return Future.failedFuture(fault.get());
            }
        }
        RouteNode host = host(request.authority());
        if (host == RouteNode.NONE) {
            return handle(request, target, end, Endpoints.NONE);
        }
        Endpoints path = host.find(target, 1, end, true);
        Endpoint endpoint = take(request.method(), host, path, target, end);
        if (endpoint != Endpoint.NONE) {
            return endpoint.handle(request);
        }
        boolean kept = path.keeps() || host.find(target, 1, end, false).keeps();
        return kept ? path.refuse(request.method()) : handle(request, target, end, path);
    }

    /**
     * By the routes for any host.
     *
     * @param ofHost the routes of the request's host for this path, which do not take its method
     */
    private Future<Response> handle(Request request, String target, int end, Endpoints ofHost) {
        Endpoints path = anyHost.find(target, 1, end, true);
        Endpoint endpoint = take(request.method(), anyHost, path, target, end);
        if (endpoint != Endpoint.NONE) {
            return endpoint.handle(request);
        }
        if (path == Endpoints.NONE && ofHost == Endpoints.NONE && !PathRules.isUtf8(target, end)) {
            return Future.failedFuture(PathRules.notUtf8());
        }
        return ofHost.and(path).refuse(request.method());
    }

    private static Endpoint take(String method, RouteNode host, Endpoints path, String target, int end) {
        Endpoint endpoint = path.take(method);
        return endpoint != Endpoint.NONE || path.isClosed()
                ? endpoint
                : host.find(target, 1, end, false).take(method);
    }

    private RouteNode host(String authority) {
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        return hosts.get(authority, 0, hasPort ? colon : authority.length());
    }

    private Future<Response> handleNoPath(Request request) {
        if (request.target().equals("*") && request.method().equals("OPTIONS")) {
            return serverOptions; // RFC 9110 §9.3.7: about the server, not about one of its resources
        }
        return request.method().equals("CONNECT") ? NO_TUNNEL : NOT_A_PATH;
    }

    /** GET, and HEAD with it. */
    public static Route get(String pattern, HttpHandler handler) {
        return route("GET", pattern, handler);
    }

    public static Route post(String pattern, HttpHandler handler) {
        return route("POST", pattern, handler);
    }

    public static Route put(String pattern, HttpHandler handler) {
        return route("PUT", pattern, handler);
    }

    public static Route patch(String pattern, HttpHandler handler) {
        return route("PATCH", pattern, handler);
    }

    public static Route delete(String pattern, HttpHandler handler) {
        return route("DELETE", pattern, handler);
    }

    /** HEAD, where it is not to be answered by GET's handler. */
    public static Route head(String pattern, HttpHandler handler) {
        return route("HEAD", pattern, handler);
    }

    /** OPTIONS, where the answer is to be more than {@code Allow}. */
    public static Route options(String pattern, HttpHandler handler) {
        return route("OPTIONS", pattern, handler);
    }

    /**
     * A method by name; compares with case (RFC 9110 §9.1).
     *
     * @throws IllegalArgumentException also for CONNECT, which asks for no path
     */
    public static Route route(String method, String pattern, HttpHandler handler) {
        if (method.equals("CONNECT")) {
            throw new IllegalArgumentException(
                    "CONNECT is for a host and port, not for a path (RFC 9110 §9.3.6), so that"
                            + " no route takes it: look for it in a handler around the table, which hands on all else");
        }
        if (!FieldSyntax.isToken(method)) {
            throw new IllegalArgumentException("not a method (RFC 9110 §9.1): '" + method + "'");
        }
        return one(method, pattern, Route.Kind.EXACT, handler);
    }

    /** Every method that has no route of its own on the same pattern. */
    public static Route any(String pattern, HttpHandler handler) {
        return one("", pattern, Route.Kind.EXACT, handler);
    }

    /**
     * Everything below a path, by every method; the handler sees the whole path. {@code /static/} takes {@code /static/}
     * and {@code /static/a/b}, not {@code /static}.
     */
    public static Route prefix(String pattern, HttpHandler handler) {
        if (!pattern.endsWith("/")) {
            throw new IllegalArgumentException("a prefix ends with '/': '" + pattern + "'");
        }
        return one("", pattern, Route.Kind.PREFIX, handler);
    }

    /**
     * Routes for that host, whatever its port; those for any host take what none of these takes: another path, or another
     * method of the same.
     */
    public static Route host(String name, Route... routes) {
        String host = name.toLowerCase(Locale.ROOT);
        if (host.isEmpty() || host.indexOf('/') >= 0 || host.indexOf('*') >= 0 || host.matches(".*[^:\\]]:\\d+")) {
            throw new IllegalArgumentException("a host is a name or address without port: '" + name + "'");
        }
        return new Route(entries(routes).map(entry -> entry.on(host)).toList());
    }

    /**
     * A table below a path, such as {@code nested("/api", get("/users", ...))}, that keeps what is below to itself: what
     * it has no route for is a 404, also where a prefix further out would take it. {@code ""} is the path itself, and
     * {@code prefix("/", ...)} takes all that no other route in it does.
     */
    public static Route nested(String path, Route... routes) {
        Route.Entry closed =
                new Route.Entry("", "", "/", Route.Kind.CLOSED, request -> Endpoints.NONE.refuse(""), where());
        boolean full = entries(routes).anyMatch(Route.Entry::takesAll);
        return under(path, full ? entries(routes) : Stream.concat(entries(routes), Stream.of(closed)));
    }

    /** As {@link #nested}, but what it has no route for falls through to what is further out. */
    public static Route fallthrough(String path, Route... routes) {
        return under(path, entries(routes));
    }

    private static Route under(String path, Stream<Route.Entry> entries) {
        String outer = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return new Route(entries.map(entry -> entry.under(outer)).toList());
    }

    private static Stream<Route.Entry> entries(Route... routes) {
        return Stream.of(routes).flatMap(route -> route.entries().stream());
    }

    private static Route one(String method, String pattern, Route.Kind kind, HttpHandler handler) {
        return new Route(List.of(new Route.Entry("", method, pattern, kind, handler, where())));
    }

    /** The source line that a route was made on. */
    private static String where() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !frame.getClassName().equals(Routes.class.getName()))
                        .findFirst()
                        .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                        .orElse("unknown"));
    }

    /** The list of routes, one to a line: method, host and pattern, and the source line that made it. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        entries.stream()
                .filter(entry -> entry.kind() != Route.Kind.CLOSED)
                .sorted(Comparator.comparing(Route.Entry::host)
                        .thenComparing(Route.Entry::pattern)
                        .thenComparing(Route.Entry::method))
                .forEach(entry -> lines.add(line(entry)));
        return String.join("\n", lines);
    }

    private static String line(Route.Entry entry) {
        String method = entry.method().isEmpty() ? "*" : entry.method();
        String pattern = entry.host() + entry.pattern() + (entry.kind() == Route.Kind.PREFIX ? "…" : "");
        return String.format(Locale.ROOT, "%-7s %-40s %s", method, pattern, entry.where());
    }
}
