package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.Block;
import io.bystack.core.store.TableReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Consensus results and producers along any branch: each is computed from the nearest ancestor
 * whose result is known, never from the main chain. Safe for any thread.
 */
final class ConsensusResults {
  private static final int KEPT_RESULTS = 4_096;

  // Anybody can have votes counted for as many keys as he likes, and each block with a vote has a
  // map of its own: without this bound results of 100 000 keys would fill any heap.
  private static final Recent.Weights<ConsensusResult> RESULT_WEIGHTS =
      new Recent.Weights<>(r -> (long) r.votes().size() + r.rewards().size(), 1L << 20, 4);
  private static final int KEPT_ELECTIONS = 64;
  private static final int KEPT_EFFECTS = 16;

  private final DposParameters parameters;
  private final List<Bytes> federation;
  private final TableReader tables;
  private final Recent<Hash, ConsensusResult> results = new Recent<>(KEPT_RESULTS, RESULT_WEIGHTS);
  private final Recent<Hash, ConsensusNodes> elections = new Recent<>(KEPT_ELECTIONS);
  private final Recent<Hash, BlockEffect> effects = new Recent<>(KEPT_EFFECTS);

  /**
   * @param federation consensus keys of the federation in its order
   */
  ConsensusResults(DposParameters parameters, List<Bytes> federation, TableReader tables) {
    this.parameters = parameters;
    this.federation = List.copyOf(federation);
    this.tables = tables;
  }

  /**
   * The result after a stored block.
   *
   * @throws RuleViolation {@code arithmetic overflow} if it, or an ancestor's, cannot be computed
   */
  ConsensusResult after(BlockRef block, BlockTree tree) throws RuleViolation {
    Deque<BlockRef> path = new ArrayDeque<>();
    BlockRef at = block;
    Optional<ConsensusResult> known = known(at);
    while (known.isEmpty()) {
      path.push(at);
      at = tree.parent(at).orElseThrow();
      known = known(at);
    }
    ConsensusResult result = known.get();
    for (BlockRef next : path) {
      result = result.apply(next.hash(), effect(next, tree), parameters.round());
      results.put(next.hash(), result);
    }
    return result;
  }

  private Optional<ConsensusResult> known(BlockRef block) {
    Optional<ConsensusResult> recent = results.get(block.hash());
    if (recent.isPresent()) {
      return recent;
    }
    if (block.height() == 0) {
      return Optional.of(ConsensusResult.afterGenesis(block.hash()));
    }
    return parameters.round().endsRound(block.height())
        ? tables.get(DposTables.RESULTS, block.hash())
        : Optional.empty();
  }

  /** The effect of a block at hand, kept so that it need not be worked out or read again. */
  BlockEffect learn(Block block) throws RuleViolation {
    Hash hash = block.hash();
    Optional<BlockEffect> known = known(hash);
    if (known.isPresent()) {
      return known.get();
    }
    BlockEffect effect = BlockEffect.of(block, parameters.coinbase());
    effects.put(hash, effect);
    return effect;
  }

  private Optional<BlockEffect> known(Hash block) {
    return effects.get(block).or(() -> tables.get(DposTables.EFFECTS, block));
  }

  /** What a stored block adds to the result of its parent. */
  BlockEffect effect(BlockRef block, BlockTree tree) throws RuleViolation {
    Optional<BlockEffect> known = known(block.hash());
    return known.isPresent()
        ? known.get()
        : BlockEffect.of(tree.block(block), parameters.coinbase());
  }

  /** The block whose votes and timestamp decide the producers of {@code parent}'s children. */
  BlockRef boundary(BlockRef parent, BlockTree tree) {
    return tree.ancestor(parent, parameters.round().boundary(parent.height()));
  }

  /**
   * The producers of {@code parent}'s children.
   *
   * @throws RuleViolation {@code bad key string}, {@code arithmetic overflow}
   */
  ConsensusNodes nodesAfter(BlockRef parent, BlockTree tree) throws RuleViolation {
    BlockRef boundary = boundary(parent, tree);
    Optional<ConsensusNodes> recent = elections.get(boundary.hash());
    if (recent.isPresent()) {
      return recent.get();
    }
    ConsensusNodes nodes = elect(after(boundary, tree).votes());
    elections.put(boundary.hash(), nodes);
    return nodes;
  }

  /** Who these votes would elect. */
  ConsensusNodes elect(Map<Bytes, Long> votes) throws RuleViolation {
    return Election.elect(votes, parameters, federation);
  }

  /** The time grid for {@code parent}'s children. */
  Slots slotsAfter(BlockRef parent, BlockTree tree) {
    return Slots.after(boundary(parent, tree).timestamp(), parameters.round());
  }

  /** What the coinbase of a child of {@code parent} has to pay, in canonical order. */
  List<Reward> dueAfter(BlockRef parent, BlockTree tree) throws RuleViolation {
    return parameters.round().endsRound(parent.height())
        ? Reward.canonical(after(parent, tree).rewards())
        : List.of();
  }
}
