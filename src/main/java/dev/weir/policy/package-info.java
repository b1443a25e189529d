/**
 * The rules of HTTP caching (RFC 9111), as pure functions: nothing here reads a clock, does I/O or keeps state. One class
 * answers each question: {@link dev.weir.policy.Reuse}, {@link dev.weir.policy.Storability},
 * {@link dev.weir.policy.Freshening}, {@link dev.weir.policy.OriginFailure}, {@link dev.weir.policy.Invalidation}; and
 * {@link dev.weir.policy.Preconditions} tells a 304 from a 200, and {@link dev.weir.policy.PartialContent} a 206.
 *
 * <p>The cache is a shared one throughout. {@code now} is in ticks: nanoseconds of a clock that never steps, whose zero
 * means nothing. Wall time is used against Date, Expires and Last-Modified only.
 */
@NullMarked
package dev.weir.policy;

import org.jspecify.annotations.NullMarked;
