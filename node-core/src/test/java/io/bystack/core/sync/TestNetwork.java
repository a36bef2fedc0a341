package io.bystack.core.sync;

import io.bystack.core.model.Block;
import io.bystack.core.p2p.discovery.DiscoveryService;
import io.bystack.core.sync.vectors.RecordedChain;
import java.util.List;

/**
 * A kind of chain as tests of peers need it: blocks without rules, nodes with keys of their own.
 */
public interface TestNetwork {
  /** Its name for the independent peer tool. */
  String toolName();

  Block genesis();

  /** Blocks on a parent, each with a coinbase of its own. */
  List<Block> blocks(Block parent, int count, String note);

  /** A chain of the genesis block. */
  RecordedChain empty();

  /** A node with a key of its own. */
  LoopbackNode.Parts parts(RecordedChain chain);

  DiscoveryService.Dialect discovery();

  /** A chain with blocks. */
  default RecordedChain of(List<Block> blocks) {
    RecordedChain chain = empty();
    blocks.forEach(chain::add);
    return chain;
  }

  /** A node on a chain of the genesis block. */
  default LoopbackNode.Parts fresh() {
    return parts(empty());
  }
}
