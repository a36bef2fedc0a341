package io.bystack.core.chain;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BodyFacts;
import io.bystack.core.consensus.Proof;
import io.bystack.core.model.Block;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A block whose expensive checks may have been made already.
 *
 * @param proof the result of the proof made ahead; null if it has to be made in turn
 * @param facts what is known about the body, waiting for it if need be
 * @param rehearsal of the block, in which its body was judged; null if there was none
 */
record PreparedBlock(Block block, Proof proof, Supplier<BodyFacts> facts, Rehearsal rehearsal) {
  /** A block that nobody has looked at. */
  static PreparedBlock fresh(Block block, BodyChecker bodies) {
    return new PreparedBlock(block, null, () -> bodies.check(block), null);
  }

  /** What the block changes if it comes on top of a tip, as far as that is known. */
  Optional<UtxoChanges> changesOn(BlockRef tip) {
    return rehearsal != null && rehearsal.isOn(tip)
        ? Optional.of(rehearsal.changes())
        : Optional.empty();
  }
}
