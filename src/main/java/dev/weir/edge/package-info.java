/** What the edge of a server is told: the limits that it keeps to, and the files of TLS. */
@NullMarked
package dev.weir.edge;

import org.jspecify.annotations.NullMarked;
