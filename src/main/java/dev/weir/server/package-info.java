/** The verticle that owns an HTTP server, and what a server needs beyond answering: settings, draining, blame. */
@NullMarked
package dev.weir.server;

import org.jspecify.annotations.NullMarked;
