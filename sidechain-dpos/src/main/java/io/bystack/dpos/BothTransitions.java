package io.bystack.dpos;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.StateWriter;
import io.bystack.core.consensus.Transition;
import io.bystack.core.model.Block;

/**
 * A change of tip of the chain and of its sub-protocol, in one batch.
 *
 * @param start height above which the sub-protocol is concerned
 */
record BothTransitions(Transition chain, Transition sub, long start) implements Transition {
  @Override
  public void detach(BlockRef ref, Block block) {
    if (ref.height() > start) {
      sub.detach(ref, block);
    }
    chain.detach(ref, block);
  }

  @Override
  public void attach(BlockRef ref, Block block) throws RuleViolation {
    chain.attach(ref, block);
    if (ref.height() > start) {
      sub.attach(ref, block);
    }
  }

  @Override
  public boolean allowed() {
    return chain.allowed() && sub.allowed();
  }

  @Override
  public void write(StateWriter out) {
    sub.write(out);
    chain.write(out);
  }

  @Override
  public void committed() {
    chain.committed();
    sub.committed();
  }
}
