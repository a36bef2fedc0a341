package io.bystack.core.chain;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.Transition;
import io.bystack.core.model.Transaction;
import io.bystack.core.store.StoreFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One attempt to make another block the tip: detaches down to the fork, attaches up to the target,
 * all in one view and one batch (spec/03 §8.4).
 */
final class TipMove {
  private final BlockIndex index;
  private final ChainParts parts;
  private final Transition transition;
  private final List<BlockRef> detached = new ArrayList<>();
  private final List<BlockRef> attached = new ArrayList<>();
  private final List<Undo> undos = new ArrayList<>();
  private final BlockRef from;
  private final BlockRef to;
  private UtxoView view;
  private BlockRef failedAt;

  TipMove(ChainParts parts, Transition transition, BlockRef to) {
    this.parts = parts;
    this.index = parts.index();
    this.view = new UtxoView(parts.utxos()::get, parts.protocol().utxoRules());
    this.transition = transition;
    this.from = index.best();
    this.to = to;
    findPath();
  }

  private void findPath() {
    BlockRef down = from;
    BlockRef up = to;
    while (!down.equals(up)) {
      if (down.height() >= up.height()) {
        detached.add(down);
        down = index.parent(down).orElseThrow();
      } else {
        attached.add(up);
        up = index.parent(up).orElseThrow();
      }
    }
    Collections.reverse(attached);
  }

  List<BlockRef> detached() {
    return detached;
  }

  List<BlockRef> attached() {
    return attached;
  }

  /** Whether all blocks to be detached are here; not those below a loaded snapshot. */
  boolean possible() {
    return detached.isEmpty() || detached.getLast().height() > index.base();
  }

  /** The block at which {@link #apply} failed. */
  BlockRef failedAt() {
    return failedAt;
  }

  /**
   * Tries all of it in memory.
   *
   * @param known the target's content if at hand, else null
   */
  void apply(StoredBlock known) throws RuleViolation {
    for (BlockRef ref : detached) {
      StoredBlock stored = index.body(ref).orElseThrow(() -> lost(ref));
      Undo undo = parts.store().get(ChainTables.UNDO, ref.hash()).orElseThrow(() -> lost(ref));
      view.undo(undo);
      transition.detach(ref, stored.block());
    }
    for (BlockRef ref : attached) {
      failedAt = ref;
      boolean given = known != null && ref.equals(to);
      StoredBlock stored = given ? known : index.body(ref).orElseThrow(() -> lost(ref));
      attach(ref, stored);
    }
    failedAt = null;
  }

  /** As {@link #apply} for one child of the tip whose changes of the unspent outputs are known. */
  void applyKnown(StoredBlock stored, UtxoChanges known) throws RuleViolation {
    failedAt = to;
    view = known.view();
    undos.add(known.undo());
    transition.attach(to, stored.block());
    failedAt = null;
  }

  /** What the one block that was applied has changed. */
  UtxoChanges changes() {
    return new UtxoChanges(view, undos.getFirst());
  }

  private static StoreFailure lost(BlockRef ref) {
    return new StoreFailure("the store has lost a part of block " + ref);
  }

  private void attach(BlockRef ref, StoredBlock stored) throws RuleViolation {
    List<Transaction> transactions = stored.block().transactions();
    Transaction.computeIds(transactions);
    if (detached.isEmpty() && attached.size() == 1) {
      parts.utxos().prefetchFor(transactions);
    }
    for (int i = 0; i < transactions.size(); i++) {
      view.apply(transactions.get(i), i, stored.status().failed(i), ref.height());
    }
    undos.add(view.endBlock());
    transition.attach(ref, stored.block());
  }

  boolean allowed() {
    return transition.allowed();
  }

  /** Adds everything to the batch. */
  void write(ChainBatch batch) {
    view.write(parts.utxos(), batch);
    for (BlockRef ref : detached) {
      batch.delete(ChainTables.UNDO, ref.hash());
    }
    for (int i = 0; i < attached.size(); i++) {
      batch.put(ChainTables.UNDO, attached.get(i).hash(), undos.get(i));
    }
    index.moveBest(to, detached, attached, batch);
    transition.write(batch);
  }

  void committed() {
    transition.committed();
  }
}
