/** What the owner of a cache asks of it over HTTP: routes, to be mounted behind a guard. */
@NullMarked
package dev.weir.admin;

import org.jspecify.annotations.NullMarked;
