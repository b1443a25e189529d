package dev.weir.origin;

/** Which {@code Host} the origin server is sent. */
public enum HostField {
    /** Its own host and port, whatever the client named; one origin is then one authority, also to a cache. */
    ORIGIN,
    /** What the client named (RFC 9110 §7.2), for origins that serve several hosts; its own where it named none. */
    AS_RECEIVED
}
