package io.bystack.core.chain;

/**
 * What one block does to the set of unspent outputs of its parent.
 *
 * @param view with all its changes
 * @param undo what they replaced
 */
record UtxoChanges(UtxoView view, Undo undo) {}
