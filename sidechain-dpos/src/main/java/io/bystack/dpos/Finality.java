package io.bystack.dpos;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.store.TableReader;
import io.bystack.core.store.TableWriter;

/** The last irreversible block: written by the engine's thread, read by any. */
final class Finality {
  private volatile BlockRef block;

  /** As stored; genesis on a new chain. */
  Finality(BlockTree tree, TableReader tables) {
    this.block =
        tables
            .get(DposTables.STATE, DposTables.FINAL)
            .flatMap(tree::find)
            .orElseGet(() -> tree.mainChainAt(0).orElseThrow());
  }

  BlockRef block() {
    return block;
  }

  /** Puts a change into a batch; {@link #set} follows when the batch is written. */
  void write(BlockRef next, TableWriter out) {
    out.put(DposTables.STATE, DposTables.FINAL, next.hash());
  }

  void set(BlockRef next) {
    this.block = next;
  }
}
