/**
 * Checks folders of recorded vectors. Each module contributes {@link
 * io.bystack.core.vectors.VectorCheck}s, which go by file name and fields, never by row contents;
 * the same checks serve {@code bystack vectors} and the tests. May use every package of core.
 */
package io.bystack.core.vectors;
