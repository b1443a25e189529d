package dev.weir.filter;

import dev.weir.http.Failures;
import dev.weir.http.Response;

/**
 * What went wrong, as a client is told (RFC 9457 §3.1); the type is {@code about:blank}, the title the status's own
 * words.
 *
 * @param detail may be empty
 */
record Problem(int status, String detail) {
    String title() {
        return Failures.title(status);
    }

    Response asJson() {
        return Failures.problem(status, detail);
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
