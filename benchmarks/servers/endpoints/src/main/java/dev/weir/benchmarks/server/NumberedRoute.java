package dev.weir.benchmarks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of many routes, which answers with its number and the parameter {@code id}, so many bytes whichever it is.
 *
 * @param pattern such as <code>/things/{id}/parts</code>
 */
public record NumberedRoute(String pattern, String number) {

    /** The parameter that handlers read. */
    public static final String ID = "id";

    /** Stands where a route has no such parameter: as long as those that are asked for. */
    private static final String NO_ID = "00000";

    /** Those of a file that has a pattern on each line. */
    static List<NumberedRoute> read(Path file) throws IOException {
        List<NumberedRoute> routes = new ArrayList<>();
        for (String pattern : Files.readAllLines(file)) {
            routes.add(new NumberedRoute(pattern, String.format("%05d", routes.size())));
        }
        return routes;
    }

    public boolean hasId() {
        return pattern.contains("{" + ID + "}");
    }

    /** @param id as the request has it; null where the pattern has none */
    public String answer(String id) {
        return number + (id == null ? NO_ID : id);
    }
}
