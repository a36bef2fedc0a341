/**
 * Checks of recorded main chain vectors, for {@code bystack vectors} and the tests. Start with
 * {@link io.bystack.pow.vectors.PowVectorChecks}.
 */
package io.bystack.pow.vectors;
