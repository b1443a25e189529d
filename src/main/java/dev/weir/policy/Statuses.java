package dev.weir.policy;

/** What these rules know of status codes. */
final class Statuses {

    private Statuses() {}

    /** RFC 9110 §15.1; a 206 is stored as the 200 that it is a part of. */
    static boolean isHeuristicallyCacheable(int status) {
        return switch (status) {
            case 200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501 -> true;
            default -> false;
        };
    }

    /** Those that say so (RFC 6585 §3 to §6), and what is for a proxy's own client (RFC 9110 §15.5.8). */
    static boolean isNeverStored(int status) {
        return switch (status) {
            case 407, 428, 429, 431, 511 -> true;
            default -> false;
        };
    }

    /** Whether all that is specified about caching the status is done here (RFC 9111 §3). */
    static boolean isUnderstood(int status) {
        return switch (status) {
            case 302, 303, 307, 400, 403, 500, 502, 503, 504 -> true;
            default -> isHeuristicallyCacheable(status);
        };
    }

    /** RFC 9110 §15: 1xx are interim. */
    static boolean isFinal(int status) {
        return status >= 200 && status <= 599;
    }

    /** Whether it answers a request for a part as it would answer one for the whole (RFC 9110 §14.2, §13.2.2). */
    static boolean isWhateverTheRange(int status) {
        return switch (status) {
            case 200, 301, 308, 404, 410 -> true;
            default -> false;
        };
    }

    /** RFC 9111 §4.4: 2xx and 3xx. */
    static boolean isNonError(int status) {
        return status >= 200 && status <= 399;
    }

    /** RFC 5861 §4. */
    static boolean isFailure(int status) {
        return status == 500 || status == 502 || status == 503 || status == 504;
    }
}
