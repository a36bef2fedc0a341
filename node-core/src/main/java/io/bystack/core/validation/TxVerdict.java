package io.bystack.core.validation;

import java.util.Optional;

/**
 * The verdict over one transaction (spec/02 §7.2, §9). The numbers of a transaction whose gas is
 * not valid say how far the checks came and nothing more.
 *
 * @param gasValid whether the fee is secured: a block may only have transactions for which it is
 * @param gasUsed counts toward the block's limit
 * @param gasLeft gas bought or granted and not used; there is no refund
 * @param btmValue the fee: BTM inputs less BTM outputs, in neu
 * @param storageGas gas charged for the bytes
 * @param error none if all is well
 * @param heightBound whether a program has looked at the block's height, so that the verdict may be
 *     another one at another height
 */
public record TxVerdict(
    boolean gasValid,
    long gasUsed,
    long gasLeft,
    long btmValue,
    long storageGas,
    Optional<TxError> error,
    boolean heightBound) {

  /** Whether all programs and rules are satisfied. */
  public boolean valid() {
    return gasValid && error.isEmpty();
  }

  /** Whether it may be in a block, but only BTM moves and its status is "fail". */
  public boolean statusFail() {
    return gasValid && error.isPresent();
  }
}
