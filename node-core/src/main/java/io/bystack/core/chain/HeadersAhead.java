package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stored tree with headers on top of it whose blocks are being checked. Their weights are those
 * of the stored block below them. Used on the engine's thread only.
 */
final class HeadersAhead implements BlockTree {
  private final BlockTree stored;
  private final Map<Hash, BlockRef> refs = new HashMap<>();
  private final Map<Hash, BlockHeader> headers = new HashMap<>();

  HeadersAhead(BlockTree stored) {
    this.stored = stored;
  }

  void add(BlockHeader header, BlockRef parent) {
    BlockRef ref =
        new BlockRef(
            header.hash(),
            parent.height() + 1,
            parent.hash(),
            header.timestamp(),
            parent.weight(),
            Long.MAX_VALUE);
    refs.put(ref.hash(), ref);
    headers.put(ref.hash(), header);
  }

  /** The block is in the stored tree now, or never will be. */
  void taken(Hash hash) {
    refs.remove(hash);
    headers.remove(hash);
  }

  @Override
  public BlockRef best() {
    return stored.best();
  }

  @Override
  public Optional<BlockRef> find(Hash hash) {
    BlockRef ref = refs.get(hash);
    return ref != null ? Optional.of(ref) : stored.find(hash);
  }

  @Override
  public Optional<BlockRef> parent(BlockRef block) {
    return block.height() == 0 ? Optional.empty() : find(block.previous());
  }

  @Override
  public BlockRef ancestor(BlockRef block, long height) {
    BlockRef at = block;
    while (at.height() > height && refs.containsKey(at.hash())) {
      at = find(at.previous()).orElseThrow();
    }
    return at.height() == height ? at : stored.ancestor(at, height);
  }

  @Override
  public BlockHeader header(BlockRef block) {
    BlockHeader header = headers.get(block.hash());
    return header != null ? header : stored.header(block);
  }

  @Override
  public Block block(BlockRef block) {
    return stored.block(block);
  }

  @Override
  public List<BlockRef> atHeight(long height) {
    List<BlockRef> all = new ArrayList<>(stored.atHeight(height));
    refs.values().stream().filter(r -> r.height() == height).forEach(all::add);
    return all;
  }

  @Override
  public Optional<BlockRef> mainChainAt(long height) {
    return stored.mainChainAt(height);
  }
}
