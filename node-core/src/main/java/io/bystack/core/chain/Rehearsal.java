package io.bystack.core.chain;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BodyFacts;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;

/**
 * A block of one's own that is known to connect to the tip on which it was rehearsed, with what was
 * found out about it: when it is taken, only its header is still to be judged. Nothing of it is
 * stored or seen by others. Made by {@link ChainEngine#rehearse}, to be used once.
 */
public final class Rehearsal {
  private final BlockRef parent;
  private final Block block;
  private final BodyFacts facts;
  private final UtxoChanges changes;

  Rehearsal(BlockRef parent, Block block, BodyFacts facts, UtxoChanges changes) {
    this.parent = parent;
    this.block = block;
    this.facts = facts;
    this.changes = changes;
  }

  /** The block as it will be taken. */
  public Block block() {
    return block;
  }

  BodyFacts facts() {
    return facts;
  }

  /** Whether the changes are those the block would make now. */
  boolean isOn(BlockRef tip) {
    return parent.equals(tip);
  }

  UtxoChanges changes() {
    return changes;
  }

  /**
   * The same block with another witness in its header: signatures.
   *
   * @param engine that rehearsed the block
   * @throws IllegalArgumentException if the header is another block's
   */
  public Rehearsal with(BlockHeader header, ChainEngine engine) {
    if (!header.hash().equals(block.hash())) {
      throw new IllegalArgumentException(
          "header of " + header.hash() + " for rehearsed block " + block.hash());
    }
    Block sealed = engine.protocol().format().block(header, block.transactions());
    return new Rehearsal(parent, sealed, facts, changes);
  }
}
