/** Tests of the house itself: its rooms and rules, its documents, its examples, its packaged program. */
@NullMarked
package dev.weir.house;

import org.jspecify.annotations.NullMarked;
