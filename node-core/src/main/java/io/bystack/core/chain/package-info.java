/**
 * The chain engine: the tree of stored blocks, the set of unspent outputs, connecting and
 * reorganising, orphans, import with validation ahead of the tip, the pool of waiting transactions.
 * Serves every chain through {@code core.consensus} and never tests which. All changes of a chain
 * happen on one thread; start with {@link io.bystack.core.chain.ChainEngine}. Uses {@code store},
 * {@code consensus} and what they use.
 */
package io.bystack.core.chain;
