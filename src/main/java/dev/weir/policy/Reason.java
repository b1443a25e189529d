package dev.weir.policy;

/**
 * Why an answer is what it is: RFC 9211's word where it has one, a detail of our own, and the section that decided.
 */
public enum Reason {
    // Question 1: reuse.
    FRESH(Word.HIT, "fresh", "RFC 9111 §4.2"),
    MAX_STALE(Word.HIT, "max-stale", "RFC 9111 §5.2.1.2"),
    STALE_WHILE_REVALIDATE(Word.HIT, "stale-while-revalidate", "RFC 5861 §3"),

    METHOD_UNSAFE(Word.METHOD, "unsafe-method", "RFC 9111 §4"),
    METHOD_NOT_CACHED(Word.METHOD, "method-not-cached", "RFC 9111 §4"),
    NOTHING_STORED(Word.URI_MISS, "nothing-stored", "RFC 9111 §4"),
    VARIANT_NOT_STORED(Word.VARY_MISS, "variant-not-stored", "RFC 9111 §4.1"),
    PARTIAL_STORED(Word.PARTIAL, "partial-stored", "RFC 9111 §3.3"),
    UNCACHEABLE_LATELY(Word.BYPASS, "uncacheable-lately", "RFC 9111 §4"),
    RESPONSE_NO_CACHE(Word.STALE, "response-no-cache", "RFC 9111 §5.2.2.4"),
    EXPIRED(Word.STALE, "expired", "RFC 9111 §4.2"),
    REQUEST_NO_CACHE(Word.REQUEST, "request-no-cache", "RFC 9111 §5.2.1.4"),
    REQUEST_MAX_AGE(Word.REQUEST, "request-max-age", "RFC 9111 §5.2.1.1"),
    REQUEST_MIN_FRESH(Word.REQUEST, "request-min-fresh", "RFC 9111 §5.2.1.3"),
    ONLY_IF_CACHED(Word.NONE, "only-if-cached", "RFC 9111 §5.2.1.7"),

    // Question 2: stored, by what gave the freshness lifetime.
    SHARED_MAX_AGE(Word.STORED, "s-maxage", "RFC 9111 §5.2.2.10"),
    MAX_AGE(Word.STORED, "max-age", "RFC 9111 §5.2.2.1"),
    EXPIRES(Word.STORED, "expires", "RFC 9111 §5.3"),
    HEURISTIC(Word.STORED, "heuristic", "RFC 9111 §4.2.2"),
    NO_LIFETIME(Word.STORED, "no-lifetime", "RFC 9111 §4.2.1"),
    INVALID_AGE(Word.STORED, "invalid-age", "RFC 9111 §5.1"),

    // Question 2: not stored.
    METHOD_NOT_STORED(Word.NONE, "method-not-stored", "RFC 9111 §3"),
    STATUS_NOT_FINAL(Word.NONE, "status-not-final", "RFC 9111 §3"),
    STATUS_NOT_UNDERSTOOD(Word.NONE, "status-not-understood", "RFC 9111 §5.2.2.3"),
    PARTIAL_CONTENT(Word.NONE, "partial-content", "RFC 9111 §3.3"),
    NOT_MODIFIED(Word.NONE, "not-modified", "RFC 9111 §3"),
    REQUEST_NO_STORE(Word.NONE, "request-no-store", "RFC 9111 §5.2.1.5"),
    RESPONSE_NO_STORE(Word.NONE, "response-no-store", "RFC 9111 §5.2.2.5"),
    PRIVATE(Word.NONE, "private", "RFC 9111 §5.2.2.7"),
    AUTHORIZATION(Word.NONE, "authorization", "RFC 9111 §3.5"),
    NOT_CACHEABLE(Word.NONE, "not-cacheable", "RFC 9111 §3"),
    VARY_ANY(Word.NONE, "vary-any", "RFC 9111 §4.1"),
    SET_COOKIE(Word.NONE, "set-cookie", "RFC 9111 §7.3"),
    USELESS(Word.NONE, "useless", "RFC 9111 §3"),

    // Question 3: freshening.
    NOT_SELECTED(Word.NONE, "validator-mismatch", "RFC 9111 §4.3.4"),
    HEAD_DIFFERS(Word.NONE, "head-differs", "RFC 9111 §4.3.5"),

    // Question 4: the origin failed.
    STALE_IF_ERROR(Word.STALE, "stale-if-error", "RFC 5861 §4"),
    NOT_A_FAILURE(Word.NONE, "not-a-failure", "RFC 5861 §4"),
    STALE_FORBIDDEN(Word.NONE, "stale-forbidden", "RFC 9111 §4.2.4"),
    STALE_NOT_PERMITTED(Word.NONE, "stale-not-permitted", "RFC 9111 §4.2.4"),
    MUST_REVALIDATE(Word.STALE, "must-revalidate", "RFC 9111 §5.2.2.2");

    /** What Cache-Status says of an answer (RFC 9211 §2). */
    public enum Word {
        /** Answered without going forward. */
        HIT("hit"),
        /** Went forward because the cache does not handle it. */
        BYPASS("bypass"),
        /** Went forward because the method wants it. */
        METHOD("method"),
        /** Went forward because nothing is stored for the URI. */
        URI_MISS("uri-miss"),
        /** Went forward because what is stored for the URI does not match by Vary. */
        VARY_MISS("vary-miss"),
        /** Went forward because what is stored is not all that the request wants. */
        PARTIAL("partial"),
        /** Went forward because the request's own words want it. */
        REQUEST("request"),
        /** Went forward because what is stored may not be used without validation. */
        STALE("stale"),
        /** The response that came was stored. */
        STORED("stored"),
        /** RFC 9211 has no word for it. */
        NONE("");

        private final String text;

        Word(String text) {
            this.text = text;
        }

        /** Whether it is a value of the parameter {@code fwd} (RFC 9211 §2.2). */
        public boolean isForward() {
            return this != HIT && this != STORED && this != NONE;
        }

        /** The parameter {@code hit} or {@code stored}, the value of {@code fwd}, or nothing. */
        @Override
        public String toString() {
            return text;
        }
    }

    private final Word word;
    private final String detail;
    private final String section;

    Reason(Word word, String detail, String section) {
        this.word = word;
        this.detail = detail;
        this.section = section;
    }

    /** RFC 9211's word. */
    public Word word() {
        return word;
    }

    /** Our own word, a token: the value of Cache-Status's {@code detail} (RFC 9211 §2.8). */
    public String detail() {
        return detail;
    }

    /** The section that decided, as in {@code RFC 9111 §5.2.2.5}. */
    public String section() {
        return section;
    }
}
