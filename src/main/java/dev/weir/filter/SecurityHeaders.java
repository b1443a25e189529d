package dev.weir.filter;

import dev.weir.fields.Fields;
import dev.weir.http.Filter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;

/**
 * Adds the fields that make browsers careful, where the handler has not set them itself: no guessing of types, no frames
 * of others, scripts of this origin only, no paths told to others, https for good once it is used.
 */
public final class SecurityHeaders implements Filter {
    private static final String TRANSPORT = "Strict-Transport-Security";

    private final Fields fields;

    private SecurityHeaders(Fields fields) {
        this.fields = fields;
    }

    /** The defaults. {@code Strict-Transport-Security} goes out over https only (RFC 6797 §7.2). */
    public static SecurityHeaders defaults() {
        return new SecurityHeaders(Fields.of(
                "X-Content-Type-Options",
                "nosniff",
                "X-Frame-Options",
                "DENY",
                "Content-Security-Policy",
                "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
                "Referrer-Policy",
                "same-origin",
                "Cross-Origin-Opener-Policy",
                "same-origin",
                TRANSPORT,
                "max-age=31536000"));
    }

    /** These with another value for a field. */
    public SecurityHeaders with(String name, String value) {
        return new SecurityHeaders(fields.with(name, value));
    }

    /** These without a field. */
    public SecurityHeaders without(String name) {
        return new SecurityHeaders(fields.without(name));
    }

    @Override
    public Future<Response> handle(Request request, HttpHandler next) {
        boolean https = request.scheme().equals("https");
        return Answers.of(request, next).map(response -> add(response, https));
    }

    private Response add(Response response, boolean https) {
        Response[] safer = {response};
        fields.forEach((name, value) -> {
            boolean fits = https || !name.equalsIgnoreCase(TRANSPORT);
            if (fits && !response.fields().contains(name)) {
                safer[0] = safer[0].with(name, value);
            }
        });
        return safer[0];
    }
}
