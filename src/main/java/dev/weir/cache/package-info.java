/**
 * The HTTP cache: a filter that answers from what is stored, and the machine that fetches for many at once what is not.
 * The two meet only at the stored response.
 */
@NullMarked
package dev.weir.cache;

import org.jspecify.annotations.NullMarked;
