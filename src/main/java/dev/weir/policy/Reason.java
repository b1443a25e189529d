package dev.weir.policy;

/**
 * Why an answer is what it is: RFC 9211's word where it has one, a detail of our own, and a section.
 */
public enum Reason {
    // Question 1: reuse.
    FRESH(Word.HIT, "fresh", "RFC 9111 §4.2", "what is stored is fresh"),
    IMMUTABLE(
            Word.HIT,
            "immutable",
            "RFC 8246 §2",
            "what is stored is fresh and will not change, though the request wants it younger"),
    MAX_STALE(
            Word.HIT,
            "max-stale",
            "RFC 9111 §5.2.1.2",
            "what is stored is stale, and the request takes it so: max-stale"),
    STALE_WHILE_REVALIDATE(
            Word.HIT,
            "stale-while-revalidate",
            "RFC 5861 §3",
            "what is stored is stale, and may be served while it is validated"),

    METHOD_UNSAFE(
            Word.METHOD,
            "unsafe-method",
            "RFC 9111 §4",
            "the method may change what it asks for, and is for the origin"),
    METHOD_NOT_CACHED(
            Word.METHOD,
            "method-not-cached",
            "RFC 9111 §4",
            "the cache answers GET and HEAD only, without content and upgrades"),
    NOTHING_STORED(Word.URI_MISS, "nothing-stored", "RFC 9111 §4", "nothing is stored for the URI"),
    VARIANT_NOT_STORED(
            Word.VARY_MISS,
            "variant-not-stored",
            "RFC 9111 §4.1",
            "what is stored for the URI is for requests with other fields: Vary"),
    PARTIAL_STORED(
            Word.PARTIAL,
            "partial-stored",
            "RFC 9111 §3.3",
            "what is stored is a part, and not all that the request wants"),
    RULE_BYPASS(Word.BYPASS, "rule-bypass", "RFC 9111 §2", "a rule has it go past the cache"),
    UNCACHEABLE_LATELY(
            Word.BYPASS,
            "uncacheable-lately",
            "RFC 9111 §4",
            "the last response was for one client only, so nobody waits for the next"),
    REQUEST_AUTHORIZATION(
            Word.NONE,
            "request-authorization",
            "RFC 9111 §3.5",
            "the request has Authorization, and nobody waits for what answers it"),
    REQUEST_RANGES(
            Word.NONE,
            "request-ranges",
            "RFC 9111 §3.3",
            "the request wants parts that are asked for by themselves: several, or with a condition"),
    REQUEST_CONDITION(
            Word.NONE,
            "request-condition",
            "RFC 9111 §4.3.2",
            "the request has a condition that is for the origin: If-Match or If-Unmodified-Since"),
    COLLAPSED(
            Word.NONE, "collapsed", "RFC 9111 §4", "another request is fetching it, and this one waits for what comes"),
    RESPONSE_NO_CACHE(
            Word.STALE,
            "response-no-cache",
            "RFC 9111 §5.2.2.4",
            "what is stored may not be used without asking the origin: no-cache"),
    EXPIRED(Word.STALE, "expired", "RFC 9111 §4.2", "what is stored is stale"),
    REQUEST_NO_CACHE(
            Word.REQUEST, "request-no-cache", "RFC 9111 §5.2.1.4", "the request wants the origin asked: no-cache"),
    REQUEST_MAX_AGE(
            Word.REQUEST,
            "request-max-age",
            "RFC 9111 §5.2.1.1",
            "what is stored is older than the request wants: max-age"),
    REQUEST_MIN_FRESH(
            Word.REQUEST,
            "request-min-fresh",
            "RFC 9111 §5.2.1.3",
            "what is stored is not fresh for as long as the request wants: min-fresh"),
    ONLY_IF_CACHED(
            Word.NONE,
            "only-if-cached",
            "RFC 9111 §5.2.1.7",
            "nothing stored answers it, and the request wants nothing else: only-if-cached"),

    // Question 2: stored, by what gave the freshness lifetime.
    PURGED_SOFTLY(
            Word.STORED,
            "purged-softly",
            "RFC 9111 §4.2.1",
            "its owner has purged it softly: its freshness ended then"),
    SHARED_MAX_AGE(
            Word.STORED,
            "s-maxage",
            "RFC 9111 §5.2.2.10",
            "the response says for how long caches may use it: s-maxage"),
    MAX_AGE(Word.STORED, "max-age", "RFC 9111 §5.2.2.1", "the response says for how long it is fresh: max-age"),
    EXPIRES(Word.STORED, "expires", "RFC 9111 §5.3", "the response says until when it is fresh: Expires"),
    HEURISTIC(
            Word.STORED,
            "heuristic",
            "RFC 9111 §4.2.2",
            "the response says nothing; a tenth of the time since Last-Modified, a day at the most"),
    RULE_TTL(Word.STORED, "rule-ttl", "RFC 9111 §4.2.1", "a rule says for how long: ttl"),
    RULE_DEFAULT_TTL(
            Word.STORED,
            "rule-default-ttl",
            "RFC 9111 §4.2.2",
            "the response says nothing, and a rule says for how long then: default-ttl"),
    NO_LIFETIME(
            Word.STORED,
            "no-lifetime",
            "RFC 9111 §4.2.1",
            "the response says nothing about how long, so it is stale at once"),

    // Question 2: not stored.
    METHOD_NOT_STORED(Word.NONE, "method-not-stored", "RFC 9111 §3", "only what answers a GET is stored"),
    STATUS_NOT_FINAL(Word.NONE, "status-not-final", "RFC 9111 §3", "the status is none from 200 to 599"),
    STATUS_NOT_STORED(
            Word.NONE,
            "status-not-stored",
            "RFC 6585 §4",
            "the status is for one client, and no response with it is ever stored"),
    STATUS_NOT_UNDERSTOOD(
            Word.NONE,
            "status-not-understood",
            "RFC 9111 §5.2.2.3",
            "the response is for caches that know its status: must-understand"),
    PARTIAL_CONTENT(
            Word.NONE, "partial-content", "RFC 9111 §3.3", "it is a part that cannot be told to belong to anything"),
    NO_PART(Word.NONE, "no-part", "RFC 9110 §14.2", "it answers a request for a part, and says nothing of the whole"),
    NOT_MODIFIED(Word.NONE, "not-modified", "RFC 9111 §3", "a 304 is for the one who asked with a condition"),
    REQUEST_NO_STORE(Word.NONE, "request-no-store", "RFC 9111 §5.2.1.5", "the request wants nothing stored: no-store"),
    RESPONSE_NO_STORE(Word.NONE, "response-no-store", "RFC 9111 §5.2.2.5", "the response may not be stored: no-store"),
    PRIVATE(Word.NONE, "private", "RFC 9111 §5.2.2.7", "the response is for one user only: private"),
    AUTHORIZATION(
            Word.NONE,
            "authorization",
            "RFC 9111 §3.5",
            "the request has Authorization, and the response does not say that it is for others too"),
    NOT_CACHEABLE(
            Word.NONE,
            "not-cacheable",
            "RFC 9111 §3",
            "by its status it is stored only if it says for how long, and it does not"),
    VARY_ANY(
            Word.NONE,
            "vary-any",
            "RFC 9111 §4.1",
            "it cannot be told whether another request gets the same: Vary: *, or by a client's address"),
    SET_COOKIE(
            Word.NONE,
            "set-cookie",
            "RFC 9111 §7.3",
            "it sets a cookie, which is for one user, and no rule says that it is for all"),
    USELESS(
            Word.NONE,
            "useless",
            "RFC 9111 §3",
            "it is stale at once and has no validator, so that it would hardly be used"),
    NOT_KEPT(
            Word.NONE,
            "not-kept",
            "RFC 9111 §2",
            "it is larger than what is stored, there is no room, or something was purged since"),
    NO_ANSWER(Word.NONE, "no-answer", "RFC 9110 §15.6", "no answer has come from below the cache, or not all of one"),

    // Question 3: freshening.
    NOT_SELECTED(Word.NONE, "validator-mismatch", "RFC 9111 §4.3.4", "the validator is not that of what is stored"),
    HEAD_DIFFERS(
            Word.NONE, "head-differs", "RFC 9111 §4.3.5", "a HEAD has told that the origin has something else by now"),

    // Question 4: the origin failed.
    STALE_IF_ERROR(Word.STALE, "stale-if-error", "RFC 5861 §4", "the origin failed, and what is stored stands in"),
    DISCONNECTED(
            Word.STALE,
            "disconnected",
            "RFC 9111 §4.2.4",
            "the origin cannot be reached, and what is stored stands in for a minute"),
    NOT_A_FAILURE(Word.NONE, "not-a-failure", "RFC 5861 §4", "the answer of the origin is no failure"),
    STALE_FORBIDDEN(Word.NONE, "stale-forbidden", "RFC 9111 §4.2.4", "what is stored may not be served stale"),
    STALE_NOT_PERMITTED(
            Word.NONE, "stale-not-permitted", "RFC 9111 §4.2.4", "nothing permits to serve what is stored stale"),
    MUST_REVALIDATE(
            Word.STALE,
            "must-revalidate",
            "RFC 9111 §5.2.2.2",
            "the origin cannot be reached, and what is stored may not be served without asking it");
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
    private final String text;

    Reason(Word word, String detail, String section, String text) {
        this.word = word;
        this.detail = detail;
        this.section = section;
        this.text = text;
    }

    /** RFC 9211's word. */
    public Word word() {
        return word;
    }

    /** Our own word, a token: the value of Cache-Status's {@code detail} (RFC 9211 §2.8). */
    public String detail() {
        return detail;
    }

    /**
     * The section that decided, as in {@code RFC 9111 §5.2.2.5}. Where the cache's owner did, or the cache of its own accord, it
     * is the section about what was decided.
     */
    public String section() {
        return section;
    }

    /** The same for people: a clause in English. */
    public String text() {
        return text;
    }
}
