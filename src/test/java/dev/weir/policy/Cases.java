package dev.weir.policy;

import dev.weir.fields.Fields;
import dev.weir.policy.Storability.Store;
import dev.weir.policy.Storability.Verdict;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Requests, responses and moments for tables of cases, in virtual time: a response comes at tick 0. */
final class Cases {

    static final Instant WALL = Instant.parse("2026-11-21T08:00:00Z");
    static final Received AT_ONCE = new Received(0, 0, WALL);
    static final String TARGET = "http://example.com/a";

    private Cases() {}

    static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    /** Lines as {@code "Name: value | Name: value"}, which a table can hold. */
    static Fields fields(String lines) {
        Fields fields = Fields.empty();
        for (String line : lines.split("\\|", -1)) {
            int colon = line.indexOf(':');
            fields = colon < 0
                    ? fields
                    : fields.and(
                            line.substring(0, colon).strip(),
                            line.substring(colon + 1).strip());
        }
        return fields.copy();
    }

    static Asked get(String lines) {
        return asked("GET", lines);
    }

    static Asked asked(String method, String lines) {
        return new Asked(method, TARGET, fields(lines));
    }

    static Verdict verdict(String request, int status, String response) {
        return Storability.decide(get(request), status, fields(response), AT_ONCE, Terms.DEFAULT);
    }

    static Stored stored(String response) {
        return stored("", 200, response);
    }

    static Stored stored(String request, int status, String response) {
        return ((Store) verdict(request, status, response)).stored();
    }
}
