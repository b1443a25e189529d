/**
 * The one reader and the one writer of Vert.x exchanges, the limits of the edge, and the only home of what is internal to
 * Vert.x and Netty.
 */
@NullMarked
package dev.weir.wire;

import org.jspecify.annotations.NullMarked;
