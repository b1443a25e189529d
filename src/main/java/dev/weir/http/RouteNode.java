package dev.weir.http;

/** A place in the tree of segments: which routes end here, and where a further segment leads. */
final class RouteNode {
    /** Nothing below, nothing here. */
    static final RouteNode NONE = new RouteNode();

    private final SegmentTable children = new SegmentTable();
    private RouteNode param = this;
    private Endpoints exact = Endpoints.NONE;
    private Endpoints below = Endpoints.NONE;

    void add(Route.Entry entry) {
        RoutePattern pattern = RoutePattern.parse(entry.pattern());
        Endpoint endpoint = new Endpoint(entry, pattern);
        RouteNode at = this;
        // What is below "/a/" is below the node of "a": the empty segment behind its slash is not gone to.
        int depth = pattern.segments().size() - (entry.kind() == Route.Kind.EXACT ? 0 : 1);
        for (String segment : pattern.segments().subList(0, depth)) {
            at = RoutePattern.isParam(segment) ? at.throughParam() : at.children.getOrAdd(segment);
        }
        at.addHere(entry, endpoint);
    }

    private RouteNode throughParam() {
        if (param == this) {
            param = new RouteNode();
        }
        return param;
    }

    private void addHere(Route.Entry entry, Endpoint endpoint) {
        switch (entry.kind()) {
            case EXACT -> {
                exact = exact == Endpoints.NONE ? new Endpoints() : exact;
                exact.add(endpoint);
            }
            case PREFIX -> {
                below = below == Endpoints.NONE ? new Endpoints() : below;
                below.add(endpoint);
            }
            case CLOSED -> close(endpoint);
        }
    }

    /** Two nested tables of the same place are one; a nested table and a prefix hide each other. */
    private void close(Endpoint endpoint) {
        if (below == Endpoints.NONE) {
            below = Endpoints.closedBy(endpoint);
        } else if (!below.isClosed()) {
            below.add(endpoint);
        }
    }

    /**
     * The most specific routes for what is left of a path: segment by segment from the left, a literal before a
     * parameter before a prefix. Each node is looked at once at the most, and only those that the path leads to.
     *
     * @param from where the next segment starts; behind {@code end} when all have been gone through
     * @param wholeToo whether routes for the whole path count, or prefixes only
     */
    Endpoints find(String target, int from, int end, boolean wholeToo) {
        if (from > end) {
            return wholeToo ? exact : Endpoints.NONE;
        }
        int to = PathRules.segmentEnd(target, from, end);
        RouteNode literal = children.get(target, from, to);
        if (literal != NONE) {
            Endpoints found = literal.find(target, to + 1, end, wholeToo);
            if (found != Endpoints.NONE) {
                return found;
            }
        }
        if (param != this && takesParam(target, from, to)) {
            Endpoints found = param.find(target, to + 1, end, wholeToo);
            if (found != Endpoints.NONE) {
                return found;
            }
        }
        return below;
    }

    /** A parameter is never empty, and always text. */
    private static boolean takesParam(String target, int from, int to) {
        if (from == to) {
            return false;
        }
        int percent = target.indexOf('%', from);
        return percent < 0
                || percent >= to
                || PathRules.decode(target, from, to).isPresent();
    }
}
