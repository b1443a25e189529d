package dev.weir.http;

import java.util.List;

/** One line of a table of routes, or several that belong together; made by the factories of {@link Routes}. */
public final class Route {

    enum Kind {
        /** The path as a whole. */
        EXACT,
        /** Everything below. */
        PREFIX,
        /** Nothing else below: 404 instead of falling through. */
        CLOSED
    }

    /**
     * @param host empty for any
     * @param method empty for any
     * @param where the source line that made it
     */
    record Entry(String host, String method, String pattern, Kind kind, HttpHandler handler, String where) {

        /** Whether nothing is left over below the table that this stands in. */
        boolean takesAll() {
            return kind == Kind.PREFIX && host.isEmpty() && pattern.equals("/");
        }

        Entry under(String outer) {
            return new Entry(host, method, outer + pattern, kind, handler, where);
        }

        Entry on(String name) {
            if (!host.isEmpty()) {
                throw new IllegalArgumentException("a host within a host: " + host + " in " + name);
            }
            return new Entry(name, method, pattern, kind, handler, where);
        }

        @Override
        public String toString() {
            String what = switch (kind) {
                case EXACT -> method.isEmpty() ? "any" : method;
                case PREFIX -> "prefix";
                case CLOSED -> "nested";
            };
            return what + " " + host + pattern + " (" + where + ")";
        }
    }

    private final List<Entry> entries;

    Route(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    List<Entry> entries() {
        return entries;
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
