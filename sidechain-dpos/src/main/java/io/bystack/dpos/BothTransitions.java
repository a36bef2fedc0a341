package io.bystack.dpos;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.StateWriter;
import io.bystack.core.consensus.Transition;
import io.bystack.core.model.Block;
import io.bystack.core.store.TableReader;

/** A change of tip of the chain and of its sub-protocol, in one batch. */
final class BothTransitions implements Transition {
  private final Transition chain;
  private final Transition sub;
  private final SubProtocol protocol;
  private Hash at;

  /**
   * Begins.
   *
   * @param chain the chain's own
   * @param tables of the chain's store
   */
  BothTransitions(Transition chain, SubProtocol protocol, TableReader tables) {
    this.chain = chain;
    this.sub = protocol.begin(tables);
    this.protocol = protocol;
  }

  private boolean concerns(BlockRef ref) {
    return ref.height() > protocol.startHeight();
  }

  @Override
  public void detach(BlockRef ref, Block block) {
    if (concerns(ref)) {
      sub.detach(ref, block);
    }
    at = ref.previous();
    chain.detach(ref, block);
  }

  @Override
  public void attach(BlockRef ref, Block block) throws RuleViolation {
    chain.attach(ref, block);
    if (concerns(ref)) {
      sub.attach(ref, block);
    }
    at = ref.hash();
  }

  @Override
  public boolean allowed() {
    return chain.allowed() && sub.allowed();
  }

  @Override
  public void write(StateWriter out) {
    sub.write(out);
    if (at != null) {
      out.put(DposTables.SUB_PROTOCOLS, protocol.name(), at);
    }
    chain.write(out);
  }

  @Override
  public void committed() {
    chain.committed();
    sub.committed();
  }
}
