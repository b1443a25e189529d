package dev.weir.filter;

import dev.weir.http.Failures;
import dev.weir.http.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What went wrong, as a client is told (RFC 9457 §3.1); the type is {@code about:blank}, the title the status's own
 * words.
 *
 * @param detail may be empty
 */
record Problem(int status, String detail) {
    static final String MEDIA_TYPE = "application/problem+json";

    String title() {
        return Failures.title(status);
    }

    Response asJson() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("title", title());
        members.put("status", status);
        if (!detail.isEmpty()) {
            members.put("detail", detail);
        }
        return Response.json(members).withStatus(status).with("Content-Type", MEDIA_TYPE);
    }

    Response asHtml() {
        String heading = status + " " + escape(title());
        String page = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + heading
                + "</title></head>\n<body><h1>" + heading + "</h1>\n<p>" + escape(detail) + "</p></body></html>\n";
        return Response.html(page).withStatus(status);
    }

    /** The details may hold what the client has sent, which must not become markup. */
    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
