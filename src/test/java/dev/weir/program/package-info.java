/** Tests of the packaged program: what its user sees, from outside. */
@NullMarked
package dev.weir.program;

import org.jspecify.annotations.NullMarked;
