package io.bystack.core.validation;

/**
 * The block a transaction is validated for.
 *
 * @param height of the block
 * @param version of the block; 0 skips the check of the transaction's version, as producers do
 * @param firstInBlock whether the transaction is the first of the block, as a coinbase must be
 */
public record ValidationContext(long height, long version, boolean firstInBlock) {
  /** Any place but the first in a block of version 1. */
  public static ValidationContext at(long height) {
    return new ValidationContext(height, 1, false);
  }
}
