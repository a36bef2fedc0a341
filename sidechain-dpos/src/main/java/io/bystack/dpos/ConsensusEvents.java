package io.bystack.dpos;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;

/** What an operator should know of. Called on the engine's thread; must return quickly. */
public interface ConsensusEvents {
  /** For nodes nobody watches. */
  ConsensusEvents NONE = new ConsensusEvents() {};

  /** The last irreversible block moved up. */
  default void irreversible(BlockRef block) {}

  /** A stored block has something in it that the exact rules allow and the strict ones do not. */
  default void alarm(BlockRef block, StrictRules.Finding finding) {}

  /** A producer signed two blocks of one height. */
  default void doubleSigned(BlockRef block, BlockSignature signature) {}

  /** A signature from somebody was not taken. */
  default void refused(BlockSignature signature, RuleViolation why) {}

  /** Our key signed a block that our record does not know: it is in use somewhere else. */
  default void keyUsedElsewhere(BlockRef block) {}

  /** A stored block can never be connected. */
  default void unconnectable(BlockRef block, RuleViolation why) {}
}
