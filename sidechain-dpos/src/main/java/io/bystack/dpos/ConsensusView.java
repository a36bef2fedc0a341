package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.RuleViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers questions about votes, producers and slots of any stored block. Safe for any thread. */
public final class ConsensusView {
  private final DposParameters parameters;
  private final ConsensusResults results;
  private final BlockTree tree;
  private final Finality finality;

  ConsensusView(
      DposParameters parameters, ConsensusResults results, BlockTree tree, Finality finality) {
    this.parameters = parameters;
    this.results = results;
    this.tree = tree;
    this.finality = finality;
  }

  public DposParameters parameters() {
    return parameters;
  }

  public BlockRef best() {
    return tree.best();
  }

  public BlockRef finalBlock() {
    return finality.block();
  }

  /**
   * Votes and rewards after a stored block.
   *
   * @throws RuleViolation {@code arithmetic overflow}
   */
  public ConsensusResult resultAfter(BlockRef block) throws RuleViolation {
    return results.after(block, tree);
  }

  /**
   * The producers of a block's children.
   *
   * @throws RuleViolation {@code bad key string}, {@code arithmetic overflow}
   */
  public ConsensusNodes nodesAfter(BlockRef parent) throws RuleViolation {
    return results.nodesAfter(parent, tree);
  }

  /** The time grid for a block's children. */
  public Slots slotsAfter(BlockRef parent) {
    return results.slotsAfter(parent, tree);
  }

  /** The producer of a child of {@code parent} with a timestamp. */
  public ConsensusNode producer(BlockRef parent, long timestamp) throws RuleViolation {
    ConsensusNodes nodes = nodesAfter(parent);
    return nodes.get(slotsAfter(parent).order(timestamp, nodes.size()));
  }

  /**
   * What a stored block earns whoever its coinbase names, neu: subsidy and fees.
   *
   * @throws RuleViolation {@code arithmetic overflow}, {@code not found coinbase receiver}
   */
  public long earned(BlockRef block) throws RuleViolation {
    return results.effect(block, tree).reward();
  }

  /** What the coinbase of a child of {@code parent} has to pay, in canonical order. */
  public List<Reward> rewardsDueAfter(BlockRef parent) throws RuleViolation {
    return results.dueAfter(parent, tree);
  }

  /** The present signatures of a stored block by order, empty where absent. */
  public List<Bytes> witness(BlockRef block) {
    return SignatureRules.witness(block, tree).entries();
  }

  /** The signatures of a stored block as its producers may send them; none for another. */
  public List<BlockSignature> signatures(Hash block) {
    Optional<BlockRef> ref = tree.find(block).filter(b -> b.height() > 0);
    if (ref.isEmpty()) {
      return List.of();
    }
    try {
      BlockRef parent = tree.parent(ref.get()).orElseThrow();
      ConsensusNodes nodes = results.nodesAfter(parent, tree);
      HeaderWitness witness = SignatureRules.witness(ref.get(), tree);
      List<BlockSignature> signatures = new ArrayList<>();
      for (int i = 0; i < nodes.size(); i++) {
        if (witness.has(i)) {
          signatures.add(new BlockSignature(block, witness.get(i), nodes.get(i).xpub()));
        }
      }
      return signatures;
    } catch (RuleViolation e) {
      throw new IllegalStateException("a stored block has no producers: " + ref.get(), e);
    }
  }
}
