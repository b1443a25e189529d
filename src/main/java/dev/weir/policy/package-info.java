/**
 * The rules of HTTP caching (RFC 9111), as pure functions: nothing here reads a clock, does I/O or keeps state. One class
 * answers each question: {@link dev.weir.policy.Reuse}, {@link dev.weir.policy.Storability},
 * {@link dev.weir.policy.Freshening}, {@link dev.weir.policy.OriginFailure}, {@link dev.weir.policy.Invalidation}; and
 * {@link dev.weir.policy.Preconditions} tells a 304 from a 200, and {@link dev.weir.policy.PartialContent} a 206.
 *
 * <h2>Where each section of RFC 9111 is</h2>
 *
 * <ul>
 *   <li>§2, the key: {@code CacheKey} in {@code store}; its secondary part (§4.1): {@link dev.weir.policy.Selection}, and
 *       {@link dev.weir.policy.Variation} where fields are normalised.
 *   <li>§3, what may be stored: {@link dev.weir.policy.Storability}, with §3.5 and §7.3; which of its fields (§3.1) and
 *       trailers: {@code StoredFields}. Updating them (§3.2): {@link dev.weir.policy.Freshening}. Incomplete and partial
 *       responses (§3.3, §3.4): {@link dev.weir.policy.PartialContent}.
 *   <li>§4, whether what is stored answers: {@link dev.weir.policy.Reuse}; which of several (§4.1):
 *       {@link dev.weir.policy.Precedence}. Lifetimes (§4.2.1, §4.2.2): {@code Freshness}.
 *       Age (§4.2.3): {@link dev.weir.policy.Received} and {@link dev.weir.policy.Stored}. Serving stale (§4.2.4):
 *       {@link dev.weir.policy.Reuse}, and {@link dev.weir.policy.OriginFailure} where the origin fails.
 *   <li>§4.3, validation: the request's conditions (§4.3.1) {@code StoredFields}; the client's (§4.3.2)
 *       {@link dev.weir.policy.Preconditions}; what came (§4.3.3 to §4.3.5) {@link dev.weir.policy.Freshening}.
 *   <li>§4.4, invalidation: {@link dev.weir.policy.Invalidation}.
 *   <li>§5.1, Age: {@code DeltaSeconds} in {@code fields}. §5.2, the directives: {@code CacheControl} there; each counts
 *       where its question is. §5.3, Expires: {@code Freshness}. §5.4, Pragma: {@link dev.weir.policy.Reuse} says why not.
 * </ul>
 *
 * <p>The cache is a shared one throughout. {@code now} is in ticks: nanoseconds of a clock that never steps, whose zero
 * means nothing. Wall time is used against Date, Expires and Last-Modified only.
 */
@NullMarked
package dev.weir.policy;

import org.jspecify.annotations.NullMarked;
