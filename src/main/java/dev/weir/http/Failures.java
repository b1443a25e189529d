package dev.weir.http;

import dev.weir.fields.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/** The one mapping of failures to responses. */
public final class Failures {
    private static final Fields PROBLEM = Fields.of("Content-Type", "application/problem+json");

    private Failures() {}

    /**
     * The response to a failure, as a problem (RFC 9457): an {@link HttpException} has its own status, a deadline is 504,
     * and everything else is 500 without details.
     */
    public static Response toResponse(Throwable failure) {
        if (failure instanceof HttpException http) {
            return problem(http.status(), http.detail());
        }
        if (failure instanceof CancelledException cancelled && cancelled.cancellation() == Cancellation.DEADLINE) {
            return problem(504, "The answer took too long.");
        }
        return problem(500, "The server failed.");
    }

    private static Response problem(int status, String detail) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("status", status);
        members.put("detail", detail);
        return Response.of(status, PROBLEM, Body.of(Json.write(members)));
    }
}
