package dev.weir.origin;

import dev.weir.fields.CommaList;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.http.Body;
import dev.weir.http.HttpException;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whether a request goes further from here: it has gone far enough, is on its way in a circle, or is not for us. */
final class Hops {
    private static final String MAX_FORWARDS = "Max-Forwards";
    private static final int UNLIMITED = -1;
    private static final int MOST_DIGITS = 9;

    private final String pseudonym;

    Hops(String pseudonym) {
        this.pseudonym = pseudonym;
    }

    /**
     * The answer to a request that goes no further.
     *
     * @throws HttpException if it must not
     */
    Optional<Response> stop(Request request) {
        if (request.fields().contains(FieldNames.VIA)) {
            refuseLoop(request.fields());
        }
        return switch (request.method()) {
            case "CONNECT" -> throw refusal(501, "CONNECT goes to a forward proxy; this is none.");
            case "TRACE", "OPTIONS" -> stopCounted(request);
            default -> Optional.empty();
        };
    }

    /** Whether Max-Forwards counts for this method (RFC 9110 §7.6.2). */
    static boolean isCounted(String method) {
        return method.equals("OPTIONS") || method.equals("TRACE");
    }

    /** How often a request may be forwarded, or {@link #UNLIMITED}. */
    static long left(Request request) {
        if (!request.fields().contains(MAX_FORWARDS)) {
            return UNLIMITED;
        }
        String value = request.fields().get(MAX_FORWARDS, "").strip();
        // What cannot be counted down must not go on as if it had been, nor without an end.
        if (value.isEmpty() || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw refusal(400, "Max-Forwards must be a number, not '" + value + "'.");
        }
        return value.length() > MOST_DIGITS ? Integer.MAX_VALUE : Long.parseLong(value);
    }

    /** RFC 9110 §7.6.3: who has forwarded a request stands in Via. */
    private void refuseLoop(Fields fields) {
        for (String member : CommaList.members(fields, FieldNames.VIA)) {
            String[] parts = member.split("[ \t]+", 3);
            if (parts.length > 1 && parts[1].equalsIgnoreCase(pseudonym)) {
                throw refusal(508, "The request has been here before: the origin leads back to this proxy.");
            }
        }
    }

    private static Optional<Response> stopCounted(Request request) {
        boolean trace = request.method().equals("TRACE");
        if (trace && !(request.body() instanceof Body.None)) {
            throw refusal(400, "TRACE has no content (RFC 9110 §9.3.8).");
        }
        if (left(request) != 0) {
            return Optional.empty();
        }
        return Optional.of((trace ? reflect(request) : Response.of(204)).with(Response.UNANSWERED, true));
    }

    private static HttpException refusal(int status, String detail) {
        return new HttpException(status, detail).unanswered();
    }

    /** RFC 9110 §9.3.8: what was received, without what a script in a browser must not learn. */
    private static Response reflect(Request request) {
        StringBuilder message = new StringBuilder(256);
        message.append("TRACE ").append(request.target()).append(' ').append(request.protocol());
        request.fields().forEach((name, value) -> {
            if (!isSecret(name)) {
                message.append("\r\n").append(name).append(": ").append(value);
            }
        });
        byte[] bytes = message.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        return Response.bytes("message/http", Buffer.buffer(bytes));
    }

    private static boolean isSecret(String name) {
        return name.equalsIgnoreCase(FieldNames.AUTHORIZATION)
                || name.equalsIgnoreCase(FieldNames.PROXY_AUTHORIZATION)
                || name.equalsIgnoreCase(FieldNames.COOKIE);
    }
}
