/**
 * The program {@code weir}: its command line, the proxy, and the demo. The only place where Weir's parts are wired
 * together for somebody; nothing else depends on it.
 */
@NullMarked
package dev.weir.cli;

import org.jspecify.annotations.NullMarked;
