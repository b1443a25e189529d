/** Where stored responses are kept: the interface of a storage, the bounded memory one, and the budget over both. */
@NullMarked
package dev.weir.store;

import org.jspecify.annotations.NullMarked;
