package io.bystack.core.consensus;

import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import java.util.List;
import java.util.Optional;

/**
 * The tree of stored blocks, main chain and side branches. Rules walk it along a block's own
 * branch, never along the main chain. Safe for any thread; only on the engine's thread do several
 * calls see one state.
 */
public interface BlockTree {
  /** The tip of the main chain. */
  BlockRef best();

  Optional<BlockRef> find(Hash hash);

  /** The parent of a block of this tree; none for genesis. */
  Optional<BlockRef> parent(BlockRef block);

  /**
   * The ancestor of {@code block} (or itself) at a height.
   *
   * @throws IllegalArgumentException if the height is negative or above the block's
   */
  BlockRef ancestor(BlockRef block, long height);

  /** The header as stored now; its witness may have grown since the block came. */
  BlockHeader header(BlockRef block);

  /**
   * Header and transactions, read from disk.
   *
   * @throws HeaderOnlyException if only the header is kept
   */
  Block block(BlockRef block);

  /** All stored blocks of a height in the order in which they were stored. */
  List<BlockRef> atHeight(long height);

  /** The main chain's block of a height, none above the tip. */
  Optional<BlockRef> mainChainAt(long height);

  default boolean onMainChain(BlockRef block) {
    return mainChainAt(block.height()).map(block::equals).orElse(false);
  }
}
