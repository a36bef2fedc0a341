package io.bystack.core.chain;

import io.bystack.core.consensus.RuleViolation;
import java.util.Optional;

/** What became of a transaction that was handed to the pool. */
public record PoolOutcome(Place place, Optional<RuleViolation> violation) {
  /** Where the transaction is now. */
  public enum Place {
    /** New in the pool: to be relayed. */
    ADDED,
    /** It was there before. */
    KNOWN,
    /** Something it spends is unknown; it waits outside the pool. */
    ORPHAN,
    REJECTED
  }

  static PoolOutcome at(Place place) {
    return new PoolOutcome(place, Optional.empty());
  }

  static PoolOutcome rejected(RuleViolation violation) {
    return new PoolOutcome(Place.REJECTED, Optional.of(violation));
  }
}
