package dev.weir.http;

/** Why the work for a request is no longer wanted. */
public enum Cancellation {
    /** The client closed the connection or reset the stream. */
    CLIENT_GONE,
    /** The deadline passed before there was a response's head. */
    DEADLINE,
    /** A body made no progress within its limit. */
    STALLED,
    /** The server stops and has waited long enough. */
    SHUTDOWN,
    /** Whoever asked for it has gone on without: a fill that nobody waits for, the loser of a race. */
    ABANDONED
}
