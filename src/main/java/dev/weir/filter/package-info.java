/** Filters for around any handler: errors, logs, identity, limits, and what browsers want to be told. */
@NullMarked
package dev.weir.filter;

import org.jspecify.annotations.NullMarked;
