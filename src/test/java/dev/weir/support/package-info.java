/** What the tests of several rooms share: servers, clients and origin servers that deal in bytes, and waiting. */
@NullMarked
package dev.weir.support;

import org.jspecify.annotations.NullMarked;
