package io.bystack.core.consensus;

/**
 * What the set of unspent outputs knows about an output (spec/03 §7.1). Asset, amount and program
 * are not in it: the output's id commits to them and the spender carries them.
 *
 * @param kind one of the constants of {@link UtxoKind}
 * @param height of the block that made it
 * @param spent true for what only leaves a mark
 */
public record UtxoEntry(UtxoKind kind, long height, boolean spent) {
  public UtxoEntry asSpent() {
    return new UtxoEntry(kind, height, true);
  }
}
