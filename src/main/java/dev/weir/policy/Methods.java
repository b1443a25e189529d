package dev.weir.policy;

/** What these rules know of request methods. */
public final class Methods {

    private Methods() {}

    /** Whether a stored response may answer the method: GET's may answer GET and HEAD (RFC 9110 §9.3.1, §9.3.2). */
    static boolean isAnsweredFromStore(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** Whether the method is known to be safe (RFC 9110 §9.2.1, and the method registry of §16.1.1). */
    public static boolean isSafe(String method) {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "REPORT", "SEARCH" -> true;
            default -> false;
        };
    }
}
