/** The public suite of tests for HTTP caches, run through the packaged program: {@code mvn -Pconformance verify}. */
@NullMarked
package dev.weir.conformance;

import org.jspecify.annotations.NullMarked;
