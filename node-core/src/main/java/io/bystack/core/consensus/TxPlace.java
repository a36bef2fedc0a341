package io.bystack.core.consensus;

/**
 * Where a transaction is to be valid.
 *
 * @param height of the block it is in, or is thought to be in
 * @param first whether it is the first of its block, where a coinbase is allowed
 */
public record TxPlace(long blockVersion, long height, boolean first) {
  /** Any place but the first of a block of version 1. */
  public static TxPlace at(long height) {
    return new TxPlace(1, height, false);
  }
}
