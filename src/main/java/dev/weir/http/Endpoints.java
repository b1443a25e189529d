package dev.weir.http;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The routes of one path, by method; what it answers to other methods is made beforehand. */
final class Endpoints {
    private static final Future<Response> NOT_FOUND =
            Future.failedFuture(new HttpException(404, "There is nothing here by that name."));

    /** No path matched. */
    static final Endpoints NONE = new Endpoints(true);

    private final List<Endpoint> routes = new ArrayList<>(2);
    private final boolean closed;
    private Endpoint any = Endpoint.NONE;
    private Future<Response> refusal = NOT_FOUND;
    private Future<Response> options = NOT_FOUND;

    private Endpoints(boolean closed) {
        this.closed = closed;
    }

    Endpoints() {
        this(false);
    }

    /** Nothing is here, and nothing further out is asked. */
    static Endpoints closedBy(Endpoint endpoint) {
        Endpoints made = new Endpoints(true);
        made.any = endpoint;
        return made;
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether a nested table keeps the path to itself. */
    boolean keeps() {
        return closed && this != NONE;
    }

    /** What refuses a method for both. */
    Endpoints and(Endpoints other) {
        if (routes.isEmpty() || other.routes.isEmpty()) {
            return routes.isEmpty() ? other : this;
        }
        Endpoints both = new Endpoints();
        both.routes.addAll(other.routes);
        both.routes.addAll(routes);
        both.prepare(routes.get(0).shown());
        return both;
    }

    /** Adds a route; refuses one that another would hide for ever. */
    void add(Endpoint added) {
        String method = added.entry().method();
        Endpoint there = closed || method.isEmpty() ? any : own(method);
        if (there != Endpoint.NONE) {
            throw new IllegalArgumentException(
                    added.entry() + " can never be reached: " + there.entry() + " takes the same requests");
        }
        if (method.isEmpty()) {
            any = added;
        } else {
            routes.add(added);
            prepare(added.shown());
        }
    }

    private void prepare(String shown) {
        String allow = String.join(", ", methods());
        Fields fields = Fields.of(FieldNames.ALLOW, allow);
        // RFC 9110 §15.5.6: a 405 says what is allowed.
        refusal = Future.failedFuture(new HttpException(405, shown + " takes " + allow + ".", fields));
        options = Response.of(204, fields, Body.none()).asFuture();
    }

    /** The methods taken here by name, and those that come with them. */
    Set<String> methods() {
        Set<String> names = new TreeSet<>();
        routes.forEach(route -> names.add(route.entry().method()));
        if (names.contains("GET")) {
            names.add("HEAD");
        }
        if (!names.isEmpty()) {
            names.add("OPTIONS");
        }
        return names;
    }

    /** Who takes that method, or {@link Endpoint#NONE}. */
    Endpoint take(String method) {
        if (closed) {
            return Endpoint.NONE;
        }
        Endpoint found = own(method);
        if (found == Endpoint.NONE && method.equals("HEAD")) {
            found = own("GET");
        }
        return found == Endpoint.NONE ? any : found;
    }

    private Endpoint own(String method) {
        for (int i = 0; i < routes.size(); i++) {
            Endpoint route = routes.get(i);
            if (route.entry().method().equals(method)) {
                return route;
            }
        }
        return Endpoint.NONE;
    }

    /** What is answered to a method that nobody takes. */
    Future<Response> refuse(String method) {
        return method.equals("OPTIONS") ? options : refusal;
    }
}
