/** The handler that forwards requests to an origin server, over a pool of connections that are kept (RFC 9110 §7.6). */
@NullMarked
package dev.weir.origin;

import org.jspecify.annotations.NullMarked;
