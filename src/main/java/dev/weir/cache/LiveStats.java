package dev.weir.cache;

/**
 * What a {@link Live} has done since it was made, and what goes on now.
 *
 * @param begun runs of a handler
 * @param joined clients that have been given what another's run brings
 * @param dropped clients that fell too far behind
 * @param running streams for several that go on now
 * @param listening clients that read from one of them, or from what is left of one
 */
public record LiveStats(long begun, long joined, long dropped, int running, int listening) {}
