/** Field lines and what stands in them: names, dates, entity tags, Cache-Control. Nothing but {@code java.*}. */
@NullMarked
package dev.weir.fields;

import org.jspecify.annotations.NullMarked;
