package dev.weir.filter;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.MediaType;
import dev.weir.fields.Vary;
import dev.weir.http.Body;
import dev.weir.http.Filter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.Map;

/**
 * Tells a client what went wrong in the form that it reads: a page to browsers, {@code application/problem+json} to
 * programs (RFC 9457), by {@code Accept}. It does so for failures, for problems that come from further in, and for
 * responses from 400 on that have no content; what a handler has written itself is left alone.
 */
public final class Errors implements Filter {
    private static final ObjectReader MEMBERS =
            new ObjectMapper().readerFor(new TypeReference<Map<String, Object>>() {});

    private Errors() {}

    /** The filter. */
    public static Errors create() {
        return new Errors();
    }

    @Override
    public Future<Response> handle(Request request, HttpHandler next) {
        return Answers.of(request, next)
                .map(response -> response.status() < 400 ? response : render(request, response));
    }

    private static Response render(Request request, Response response) {
        Body body = response.body();
        boolean isProblem = MediaType.of(response.fields())
                .filter(type -> type.is("application", "problem+json"))
                .isPresent();
        boolean isBare = body instanceof Body.None && !response.fields().contains(FieldNames.CONTENT_TYPE);
        if (!isBare && !(isProblem && body instanceof Body.Whole)) {
            return response;
        }
        // Both forms are for those who ask for them, so a cache must tell them apart (RFC 9110 §12.5.5).
        Response varied = response.withFields(Vary.add(response.fields(), FieldNames.ACCEPT));
        if (PrefersHtml.test(request.fields())) {
            return replace(varied, new Problem(response.status(), detail(body)).asHtml());
        }
        return isBare ? replace(varied, new Problem(response.status(), "").asJson()) : varied;
    }

    private static Response replace(Response response, Response content) {
        Fields fields = response.fields()
                .without(FieldNames.CONTENT_LENGTH)
                .with(FieldNames.CONTENT_TYPE, content.fields().get(FieldNames.CONTENT_TYPE, ""));
        return response.withFields(fields).withBody(content.body());
    }

    private static String detail(Body body) {
        if (!(body instanceof Body.Whole whole)) {
            return "";
        }
        try {
            Map<String, Object> members = MEMBERS.readValue(whole.bytes().getBytes());
            return String.valueOf(members.getOrDefault("detail", ""));
        } catch (IOException e) {
            return ""; // says it is a problem and is not JSON
        }
    }
}
