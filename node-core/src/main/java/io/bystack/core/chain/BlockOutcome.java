package io.bystack.core.chain;

import io.bystack.core.consensus.RuleViolation;
import java.util.Optional;

/**
 * What became of a block that was handed to the engine.
 *
 * @param violation why it, or the branch it belongs to, was not taken; a stored block may have one
 */
public record BlockOutcome(Place place, Optional<RuleViolation> violation) {
  /** Where the block is now. */
  public enum Place {
    /** On the main chain: it or a descendant is the tip. */
    MAIN,
    /** Stored on a side branch. */
    SIDE,
    /** It was stored before; nothing happened. */
    KNOWN,
    /** Its parent is unknown; it waits unchecked. */
    ORPHAN,
    /** Not stored. */
    REJECTED
  }

  static BlockOutcome at(Place place) {
    return new BlockOutcome(place, Optional.empty());
  }

  static BlockOutcome at(Place place, RuleViolation violation) {
    return new BlockOutcome(place, Optional.ofNullable(violation));
  }

  public boolean isOrphan() {
    return place == Place.ORPHAN;
  }
}
