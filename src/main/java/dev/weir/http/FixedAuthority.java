package dev.weir.http;

/**
 * A handler that asks for one authority whatever the request names: an origin that is sent its own {@code Host}. A cache
 * around it keys by that authority, so that two names for the same content share it, and no name that a client makes up
 * makes an entry of its own. What the cache fetches for all is then a request for that authority.
 */
public interface FixedAuthority {

    /** The host and, unless it is the scheme's default, the port, in lower case (RFC 9110 §7.2). */
    String authority();
}
