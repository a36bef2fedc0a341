package io.bystack.pow.consensus;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.hash.Sha3;

/**
 * Which seed a block's proof of work is made with (spec/03 §3.1): the hash of the ancestor at the
 * last multiple of 256 below the block, on the block's own branch.
 */
public final class Seed {
  /** Blocks with the same seed. */
  public static final long INTERVAL = 256;

  /** The seed of the blocks 1…256. */
  public static final Hash INITIAL = Sha3.sha3(new byte[Hash.SIZE]);

  private Seed() {}

  /** Height of the block whose hash is the seed of the block after one of this height. */
  static long heightAfter(long parentHeight) {
    return parentHeight - parentHeight % INTERVAL;
  }

  /** Whether the hash of a block of this height is the seed of the blocks after it. */
  public static boolean isMadeAt(long height) {
    return height != 0 && height % INTERVAL == 0;
  }

  /** The seed of a block whose parent is given. */
  public static Hash after(BlockRef parent, BlockTree tree) {
    long height = heightAfter(parent.height());
    return height == 0 ? INITIAL : tree.ancestor(parent, height).hash();
  }
}
