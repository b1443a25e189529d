/** Tests of handlers as functions: requests without a port, bodies by script, time moved by hand. */
@NullMarked
package dev.weir.testkit;

import org.jspecify.annotations.NullMarked;
