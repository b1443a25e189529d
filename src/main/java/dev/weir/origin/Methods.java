package dev.weir.origin;

/** What is known of methods. */
final class Methods {

    private Methods() {}

    /** RFC 9110 §9.2.2. */
    static boolean isIdempotent(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" -> true;
            default -> false;
        };
    }

    /** Whether a content is expected, so that its absence is said (RFC 9110 §8.6). */
    static boolean expectsContent(String method) {
        return switch (method) {
            case "POST", "PUT", "PATCH" -> true;
            default -> false;
        };
    }
}
