/**
 * The convention by which handlers are written: a handler is a function from a request to a future response, a filter a
 * function around a handler, and everything else is one of the two.
 */
@NullMarked
package dev.weir.http;

import org.jspecify.annotations.NullMarked;
