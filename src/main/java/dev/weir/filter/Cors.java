package dev.weir.filter;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.Vary;
import dev.weir.http.Body;
import dev.weir.http.Filter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;

/**
 * Tells browsers which pages of other origins may read what is answered here (WHATWG Fetch §3.2), and answers their
 * preflights. It protects nothing by itself: a request of another origin is still handled, and its page is kept from
 * reading the answer.
 */
public final class Cors implements Filter {
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String REQUEST_METHOD = "Access-Control-Request-Method";
    private static final String REQUEST_HEADERS = "Access-Control-Request-Headers";

    private final CorsSettings settings;

    private Cors(CorsSettings settings) {
        this.settings = settings;
    }

    /** The filter. */
    public static Cors of(CorsSettings settings) {
        return new Cors(settings);
    }

    @Override
    public Future<Response> handle(Request request, HttpHandler next) {
        String origin = request.fields().get(FieldNames.ORIGIN, "");
        boolean preflight = request.method().equals("OPTIONS")
                && !origin.isEmpty()
                && request.fields().contains(REQUEST_METHOD);
        if (preflight) {
            return preflight(origin).asFuture();
        }
        return Answers.of(request, next).map(response -> response.withFields(actual(origin, response.fields())));
    }

    private Response preflight(String origin) {
        Fields fields = Vary.add(Fields.empty(), FieldNames.ORIGIN, REQUEST_METHOD, REQUEST_HEADERS);
        if (settings.allows(origin)) {
            fields = allow(origin, fields)
                    .with("Access-Control-Allow-Methods", String.join(", ", settings.methods()))
                    .with(
                            "Access-Control-Max-Age",
                            Long.toString(settings.maxAge().toSeconds()));
            if (!settings.requestFields().isEmpty()) {
                fields = fields.with("Access-Control-Allow-Headers", String.join(", ", settings.requestFields()));
            }
        }
        return Response.of(204, fields, Body.none());
    }

    private Fields actual(String origin, Fields response) {
        // Also where there is no Origin: a cache must not give that answer to one who sends it.
        Fields fields = settings.allowsAll() ? response : Vary.add(response, FieldNames.ORIGIN);
        if (!settings.allows(origin)) {
            return fields;
        }
        fields = allow(origin, fields);
        return settings.exposed().isEmpty()
                ? fields
                : fields.with("Access-Control-Expose-Headers", String.join(", ", settings.exposed()));
    }

    private Fields allow(String origin, Fields fields) {
        Fields allowed = fields.with(ALLOW_ORIGIN, settings.allowsAll() ? CorsSettings.ANY : origin);
        return settings.credentials() ? allowed.with("Access-Control-Allow-Credentials", "true") : allowed;
    }
}
