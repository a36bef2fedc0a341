package io.bystack.dpos;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.ChainContext;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.Transition;
import io.bystack.core.store.StoreFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings the state of a sub-protocol that is new to a store to the tip when the chain is opened
 * (spec/07 §9). Goes on where it was if it is interrupted; later the state moves with the tip, and
 * a store does not open without the protocols it has tables of.
 */
final class SubProtocolCatchUp {
  /** Blocks of one batch: bounds memory. */
  static final int STEP = 256;

  private final SubProtocol sub;
  private final ChainContext context;
  private final BlockTree tree;

  SubProtocolCatchUp(SubProtocol sub, ChainContext context) {
    this.sub = sub;
    this.context = context;
    this.tree = context.tree();
  }

  /**
   * Runs.
   *
   * @throws StoreFailure if its state is of a block that is not on the main chain, or it refuses a
   *     block that is
   */
  void run() {
    if (sub.startHeight() == ForkHeights.NEVER) {
      return;
    }
    BlockRef at = begin();
    while (at.height() < tree.best().height()) {
      at = apply(at);
    }
  }

  /** The block its state is of; without any, that of its start height, or the tip below that. */
  private BlockRef begin() {
    Optional<Hash> known = context.tables().get(DposTables.SUB_PROTOCOLS, sub.name());
    if (known.isPresent()) {
      return tree.find(known.get())
          .filter(tree::onMainChain)
          .orElseThrow(() ->
              failure("is of block " + known.get() + ", which is not on the main chain", null));
    }
    long start = Math.min(sub.startHeight(), tree.best().height());
    BlockRef first = tree.mainChainAt(start).orElseThrow();
    write(Transition.STATELESS, first);
    return first;
  }

  private BlockRef apply(BlockRef from) {
    Transition transition = sub.begin(context.tables());
    BlockRef at = from;
    for (BlockRef next : above(from)) {
      try {
        if (next.height() > sub.startHeight()) {
          transition.attach(next, tree.block(next));
        }
      } catch (RuleViolation e) {
        throw failure("cannot be brought to block " + next + ": " + e.getMessage(), e);
      }
      at = next;
    }
    write(transition, at);
    return at;
  }

  private List<BlockRef> above(BlockRef from) {
    long last = Math.min(from.height() + STEP, tree.best().height());
    List<BlockRef> blocks = new ArrayList<>();
    for (long height = from.height() + 1; height <= last; height++) {
      blocks.add(tree.mainChainAt(height).orElseThrow());
    }
    return blocks;
  }

  private void write(Transition transition, BlockRef at) {
    context
        .control()
        .write(out -> {
          transition.write(out);
          out.put(DposTables.SUB_PROTOCOLS, sub.name(), at.hash());
        });
    transition.committed();
  }

  private StoreFailure failure(String what, RuleViolation cause) {
    return new StoreFailure(
        "the state of sub-protocol "
            + sub.name()
            + " "
            + what
            + "; the chain has to be synchronised anew",
        cause);
  }
}
