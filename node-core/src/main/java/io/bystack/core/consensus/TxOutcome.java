package io.bystack.core.consensus;

import java.util.Optional;

/**
 * The verdict over one transaction (spec/03 §5.1).
 *
 * @param gasValid whether the fee is secured: if so, an error makes it failed and not invalid
 * @param gasUsed gas counted against the block's limit
 * @param fee BTM inputs less BTM outputs, unsigned
 * @param error none if it is wholly valid
 * @param heightBound whether the same transaction may get another verdict at another height for a
 *     reason other than its time range (a program has looked at the height)
 */
public record TxOutcome(
    boolean gasValid, long gasUsed, long fee, Optional<RuleViolation> error, boolean heightBound) {

  /** Whether it may be in a block only as failed: the fee is taken, other assets do not move. */
  public boolean failed() {
    return gasValid && error.isPresent();
  }

  /** Whether a block must not contain it. */
  public boolean invalid() {
    return !gasValid && error.isPresent();
  }
}
