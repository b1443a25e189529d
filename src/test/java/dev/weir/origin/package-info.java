/** Tests of forwarding against an origin server that is scripted byte by byte. */
@NullMarked
package dev.weir.origin;

import org.jspecify.annotations.NullMarked;
