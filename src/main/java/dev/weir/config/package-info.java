/** What the owner of a cache writes as text (YAML), read into the records of {@code policy}. */
@NullMarked
package dev.weir.config;

import org.jspecify.annotations.NullMarked;
