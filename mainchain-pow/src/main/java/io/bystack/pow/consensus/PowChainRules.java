package io.bystack.pow.consensus;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.BodyFacts;
import io.bystack.core.consensus.BodyRules;
import io.bystack.core.consensus.ChainRules;
import io.bystack.core.consensus.HeaderCheck;
import io.bystack.core.consensus.Proof;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.StateWriter;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.pow.ClassicHeader;
import java.util.Optional;

/** The block rules in their order (spec/03 §6). The chain has no state beyond unspent outputs. */
final class PowChainRules implements ChainRules {
  private final long maxBlockGas;
  private final PowFunction function;

  PowChainRules(long maxBlockGas, PowFunction function) {
    this.maxBlockGas = maxBlockGas;
    this.function = function;
  }

  @Override
  public Optional<Proof> proof(BlockHeader header, BlockRef parent, BlockTree tree) {
    return Optional.of(
        HeaderRules.proof((ClassicHeader) header, Seed.after(parent, tree), function));
  }

  @Override
  public BlockHeader checkHeader(HeaderCheck check) throws RuleViolation {
    try {
      HeaderRules.check(check);
    } catch (RuleViolation e) {
      throw e.as(BodyRules.INVALID_BLOCK);
    }
    return check.header();
  }

  /** All rules but the proof: difficulty and time follow from headers alone. */
  @Override
  public void checkHeaderAhead(HeaderCheck check) throws RuleViolation {
    HeaderRules.check(check);
  }

  @Override
  public void checkBody(Block block, BodyFacts facts, BlockRef parent, BlockTree tree)
      throws RuleViolation {
    try {
      BodyRules.checkTransactions(block, facts, maxBlockGas);
      CoinbaseRules.check(block, facts.outcomes());
      BodyRules.checkRoots(block, facts);
    } catch (RuleViolation e) {
      throw e.as(BodyRules.INVALID_BLOCK);
    }
  }

  /** The next blocks may need the hash of this one as their seed. */
  @Override
  public void stored(BlockRef ref, Block block, StateWriter out) {
    if (Seed.isMadeAt(ref.height())) {
      function.prepare(ref.hash());
    }
  }
}
