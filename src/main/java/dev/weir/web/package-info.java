/** The bridge to vertx-web and from it. */
@NullMarked
package dev.weir.web;

import org.jspecify.annotations.NullMarked;
