package dev.weir.http;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The one mapping from what a handler failed with to the response that a client is sent (RFC 9457). */
public final class Failures {
    private static final Fields PROBLEM = Fields.of(FieldNames.CONTENT_TYPE, "application/problem+json");

    /**
     * The fault behind a response that says nothing about it. Whoever turns a failure into a response keeps it in this
     * attribute, and the edge logs it.
     */
    public static final Key<Throwable> CAUSE = Key.of("cause of a failure", Throwable.class);

    private Failures() {}

    /**
     * The response for {@code failure}: an {@link HttpException} gives its status and detail, a
     * {@link CancelledException} that of its cause, everything else 500 without a word about the fault, which stands in
     * the attribute {@link #CAUSE}.
     */
    public static Response toResponse(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof HttpException known) {
            Response told = with(known.fields(), problem(known.status(), known.detail()));
            return known.isUnanswered() ? told.with(Response.UNANSWERED, true) : told;
        }
        if (cause instanceof CancelledException cancelled) {
            return problem(status(cancelled.cancellation()), detail(cancelled.cancellation()));
        }
        return problem(500, "").with(CAUSE, cause);
    }

    private static Response with(Fields more, Response problem) {
        Response[] full = {problem};
        more.forEach((name, value) -> full[0] = full[0].and(name, value));
        return full[0];
    }

    /** What really failed: Java's own futures wrap it. */
    public static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        boolean wraps = failure instanceof CompletionException || failure instanceof ExecutionException;
        return wraps && cause != null ? cause(cause) : failure;
    }

    private static int status(Cancellation cause) {
        return switch (cause) {
            case DEADLINE -> 504;
            case SHUTDOWN -> 503;
            case STALLED -> 408;
            case CLIENT_GONE, ABANDONED -> 500;
        };
    }

    private static String detail(Cancellation cause) {
        return switch (cause) {
            case SHUTDOWN -> "The server stops.";
            case STALLED -> "The content of the request stopped coming.";
            case DEADLINE -> "There was no response in time.";
            case CLIENT_GONE, ABANDONED -> "";
        };
    }

    static NullPointerException noAnswer(String what) {
        return new NullPointerException("the handler gave " + what);
    }

    static Response present(@Nullable Response response) {
        if (response == null) {
            throw noAnswer("null instead of a response");
        }
        return response;
    }

    /** An error as {@code application/problem+json}; an empty {@code detail} is left out. */
    public static Response problem(int status, String detail) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("title", title(status));
        members.put("status", status);
        if (!detail.isEmpty()) {
            members.put("detail", detail);
        }
        return Response.of(status, PROBLEM, Body.of(Json.write(members)));
    }

    /** The reason phrase of an error's status (RFC 9110 §15.5, §15.6), as the title of its problem. */
    public static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 407 -> "Proxy Authentication Required";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 411 -> "Length Required";
            case 412 -> "Precondition Failed";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 416 -> "Range Not Satisfiable";
            case 417 -> "Expectation Failed";
            case 421 -> "Misdirected Request";
            case 422 -> "Unprocessable Content";
            case 426 -> "Upgrade Required";
            case 428 -> "Precondition Required";
            case 429 -> "Too Many Requests";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 502 -> "Bad Gateway";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            case 505 -> "HTTP Version Not Supported";
            default -> "Error " + status;
        };
    }
}
