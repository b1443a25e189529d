package dev.weir.policy;

/** What to do with a request (questions 1 and 4). */
public sealed interface Answer {

    /** Why. */
    Reason reason();

    /**
     * Whether a response fetched for somebody else may turn out to answer this request (RFC 9111 §4): it may wait for one,
     * and ask again. Otherwise the request goes its own way, as it is.
     */
    default boolean collapsible() {
        return false;
    }

    /**
     * Answer from what is stored, without going forward. Whether with 200 or 304 is for {@link Preconditions}.
     *
     * @param ageMillis the stored response's current age, which goes into Age (RFC 9111 §4)
     * @param ttlMillis how much longer it is fresh; negative where it is stale (RFC 9211 §2.4)
     */
    record Serve(Stored stored, long ageMillis, long ttlMillis, Reason reason) implements Answer {

        /** The value of Age: whole seconds. */
        public long ageSeconds() {
            return ageMillis / 1_000;
        }

        /** Whether what is served is stale. */
        public boolean isStale() {
            return ttlMillis <= 0;
        }
    }

    /**
     * Ask the origin whether what is stored may still be used.
     *
     * @param ageMillis the stored response's current age
     * @param ttlMillis how much longer it is fresh; negative where it is stale
     * @param staleMeanwhile whether this request may be answered from what is stored at once, while the validation goes
     *     on behind it (RFC 5861 §3)
     * @param collapsible as {@link Answer#collapsible} has it: whether one validation may serve this request along with others
     */
    record Validate(
            Stored stored, long ageMillis, long ttlMillis, boolean staleMeanwhile, boolean collapsible, Reason reason)
            implements Answer {

        /** Why it goes forward, as Cache-Status has it: a request keeps only what is fresh from being used (RFC 9211 §2.2). */
        public Reason forward() {
            return ttlMillis <= 0 && reason.word() == Reason.Word.REQUEST ? Reason.EXPIRED : reason;
        }

        /** The answer from what is stored, where {@link #staleMeanwhile} allows it. */
        public Serve serveMeanwhile() {
            return new Serve(stored, ageMillis, ttlMillis, Reason.STALE_WHILE_REVALIDATE);
        }
    }

    /**
     * Forward the request; nothing stored can be used for it.
     *
     * @param collapsible as {@link Answer#collapsible} has it
     */
    record Forward(boolean collapsible, Reason reason) implements Answer {}

    /**
     * Answer with an error of the cache's own.
     *
     * @param status 504
     */
    record Refuse(int status, Reason reason) implements Answer {}

    /** Give the client what the origin, or the attempt to reach it, has come to (question 4 only). */
    record PassOn(Reason reason) implements Answer {}
}
