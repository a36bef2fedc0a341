package io.bystack.core.consensus;

import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import java.util.Optional;

/**
 * A protocol at work on one chain: its block rules and the state it keeps beyond the unspent
 * outputs. All methods run on the engine's thread, so an implementation needs no locks for what
 * only they touch. Violations of {@code checkHeader} and {@code checkBody} leave no trace.
 */
public interface ChainRules {
  /**
   * Makes the header's proof ready to be verified. May be called ahead of time with a tree that
   * knows the headers before this one without their bodies.
   *
   * @return none if what it needs from the branch is not there yet; then it is asked again in turn
   */
  Optional<Proof> proof(BlockHeader header, BlockRef parent, BlockTree tree);

  /**
   * All rules of the header in its place, in the chain's order, the proof included. The text of a
   * violation is complete.
   *
   * @return the header to store: the given one, or the same hash with another witness
   */
  BlockHeader checkHeader(HeaderCheck check) throws RuleViolation;

  /**
   * The rules of a header that need neither its proof nor the bodies of blocks before it, for
   * headers that are fetched ahead of their blocks. The tree knows the headers on the way. What
   * passes is checked again in its turn.
   */
  default void checkHeaderAhead(HeaderCheck check) throws RuleViolation {}

  /**
   * The header of a block whose checks it has passed, with what is good of another copy of it, of
   * which nothing is checked but that its hash is the same. Reads the tree and the chain's own
   * state only.
   */
  default BlockHeader completed(
      BlockHeader checked, BlockHeader copy, BlockRef parent, BlockTree tree) {
    return checked;
  }

  /**
   * The rules of the body in the chain's order; see {@link BodyRules} for those all chains share.
   */
  void checkBody(Block block, BodyFacts facts, BlockRef parent, BlockTree tree)
      throws RuleViolation;

  /** The block has passed all checks; what is written becomes durable together with it. */
  default void stored(BlockRef ref, Block block, StateWriter out) {}

  /** A stored block is being deleted by a rewind, after the tip has gone below it. */
  default void removed(BlockRef ref, StateWriter out) {}

  /**
   * The operator has set the tip back, finality notwithstanding: blocks were detached by a
   * transition whose {@link Transition#allowed} was not asked, and all stored blocks above are
   * removed.
   */
  default void rewound(BlockRef best, StateWriter out) {}

  /** Begins a change of tip. One at a time; ends with {@code committed} or is dropped. */
  default Transition begin() {
    return Transition.STATELESS;
  }

  /** Height below and at which nothing may be undone; 0 if the chain knows no finality. */
  default long finalHeight() {
    return 0;
  }
}
