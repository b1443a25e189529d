package dev.weir.cache;

import dev.weir.policy.Codings;
import dev.weir.policy.Rules;
import dev.weir.policy.Targets;
import dev.weir.policy.Terms;
import dev.weir.policy.Variation;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * How a cache is to be.
 *
 * @param name what it calls itself in Cache-Status (RFC 9211 §2)
 * @param memoryBytes all that it may hold: stored responses, what is being fetched, what waits for slow readers
 * @param maxBodyBytes the largest content that is stored; larger ones are shared while they come, and not kept
 * @param windowBytes how far the fastest reader of what is not stored may be ahead of the slowest
 * @param stallLimit how long a reader may need for the next 64 KiB while others have to wait for it
 * @param headLimit how long a response's head is waited for, whatever the waiting requests' own deadlines are
 * @param uncacheableFor how long it is remembered that a response may not be shared, so that nobody waits for the next,
 *     unless one comes that may be
 * @param terms what its owner has settled beyond the RFCs
 */
public record CacheSettings(
        String name,
        long memoryBytes,
        long maxBodyBytes,
        long windowBytes,
        Duration stallLimit,
        Duration headLimit,
        Duration uncacheableFor,
        Terms terms) {

    public CacheSettings {
        if (memoryBytes < 1 || maxBodyBytes < 0 || windowBytes < 1) {
            throw new IllegalArgumentException("a cache needs memory and a window of at least one byte, not "
                    + memoryBytes + " and " + windowBytes);
        }
    }

    /** Up to {@code bytes} in all, of which one content may take an eighth; everything else as most want it. */
    public static CacheSettings ofMemory(long bytes) {
        return new CacheSettings(
                "Weir",
                bytes,
                bytes / 8,
                256 << 10,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Terms.DEFAULT);
    }

    /** These with another name. */
    public CacheSettings withName(String other) {
        return new CacheSettings(
                other, memoryBytes, maxBodyBytes, windowBytes, stallLimit, headLimit, uncacheableFor, terms);
    }

    /** These with another largest content. */
    public CacheSettings withMaxBodyBytes(long bytes) {
        return new CacheSettings(name, memoryBytes, bytes, windowBytes, stallLimit, headLimit, uncacheableFor, terms);
    }

    /** These with another window. */
    public CacheSettings withWindowBytes(long bytes) {
        return new CacheSettings(name, memoryBytes, maxBodyBytes, bytes, stallLimit, headLimit, uncacheableFor, terms);
    }

    /** These with another limit on standing still. */
    public CacheSettings withStallLimit(Duration limit) {
        return new CacheSettings(name, memoryBytes, maxBodyBytes, windowBytes, limit, headLimit, uncacheableFor, terms);
    }

    /** These with another limit on waiting for a head. */
    public CacheSettings withHeadLimit(Duration limit) {
        return new CacheSettings(
                name, memoryBytes, maxBodyBytes, windowBytes, stallLimit, limit, uncacheableFor, terms);
    }

    /** These with another memory for what may not be shared. */
    public CacheSettings withUncacheableFor(Duration time) {
        return new CacheSettings(name, memoryBytes, maxBodyBytes, windowBytes, stallLimit, headLimit, time, terms);
    }

    /**
     * These with other fields of its own, such as {@code Weir-Cache-Control}, the one that counts most first; none for
     * Cache-Control alone (RFC 9213 §2.2).
     *
     * @throws IllegalArgumentException if one is no field name
     */
    public CacheSettings withTargets(String... names) {
        return withTerms(terms.withTargets(new Targets(List.of(names))));
    }

    /**
     * These with a rule for the values of a field that responses vary by: of {@code User-Agent}, say, only whether it is a
     * phone's. The handler below is asked with what the rule leaves of it, and nothing else.
     *
     * @param rule as {@link Variation#with} has it; {@link dev.weir.policy.Normalise} has those that many want
     * @throws IllegalArgumentException if {@code field} is no field name
     */
    public CacheSettings withNormalised(String field, UnaryOperator<String> rule) {
        return withTerms(terms.withVariation(terms.variation().with(field, rule)));
    }

    /**
     * These with room for so many responses to one URI, which differ by what they vary by.
     *
     * @throws IllegalArgumentException if that is less than one
     */
    public CacheSettings withMaxVariants(int responses) {
        return withTerms(terms.withVariation(terms.variation().withLimit(responses)));
    }

    /** These with other rules for what is stored and what goes past it. */
    public CacheSettings withRules(Rules rules) {
        return withTerms(terms.withRules(rules));
    }

    /**
     * These with compression: what is stored without a coding, is worth it and may be transformed is kept compressed as
     * well, made once when somebody takes it, on a worker; with br, where brotli4j is on the class path with its library
     * for this machine, and with gzip. Not for pages that show both a secret and what an attacker
     * writes: their length then tells of the secret.
     */
    public CacheSettings withCompression() {
        return withTerms(terms.withCodings(Codings.of(Writers.names().toArray(String[]::new))));
    }

    /** These with other terms. */
    public CacheSettings withTerms(Terms other) {
        return new CacheSettings(
                name, memoryBytes, maxBodyBytes, windowBytes, stallLimit, headLimit, uncacheableFor, other);
    }
}
