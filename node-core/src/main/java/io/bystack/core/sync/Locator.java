package io.bystack.core.sync;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hashes by which a peer finds the last block it has in common with us (spec/04 §6.3). */
public final class Locator {
  private static final int DENSE = 9;

  private Locator() {}

  /** From a block backwards, at first one by one, then in doubling steps, to genesis. */
  public static List<Hash> of(BlockTree tree, BlockRef from) {
    List<Hash> hashes = new ArrayList<>();
    BlockRef at = from;
    long step = 1;
    while (true) {
      hashes.add(at.hash());
      if (at.height() == 0) {
        return hashes;
      }
      at = tree.ancestor(at, Math.max(0, at.height() - step));
      if (hashes.size() >= DENSE) {
        step *= 2;
      }
    }
  }

  /** The first of the hashes that is on the main chain, else genesis. */
  public static BlockRef start(List<Hash> locator, BlockTree tree) {
    for (Hash hash : locator) {
      Optional<BlockRef> block = tree.find(hash).filter(tree::onMainChain);
      if (block.isPresent()) {
        return block.get();
      }
    }
    return tree.mainChainAt(0).orElseThrow();
  }
}
