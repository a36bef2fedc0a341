package io.bystack.dpos;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.Transition;
import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxStatus;
import io.bystack.core.store.TableReader;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A chain's sub-protocol in its place among the chain's own rules (spec/07 §9).
 *
 * @param maxBlockGas gas of all transactions of a block
 * @param tables of the chain's store
 */
public record SubProtocolRules(SubProtocol sub, long maxBlockGas, TableReader tables) {
  /** What the errors of sub-protocols in a block begin with. */
  static final String CONTEXT = "sub protocol save block";

  private boolean concerns(long height) {
    return height > sub.startHeight();
  }

  /** Judges a block's transactions one by one, then the block. */
  void check(Block block, TxStatus status) throws RuleViolation {
    if (!concerns(block.height())) {
      return;
    }
    try {
      List<Transaction> transactions = block.transactions();
      for (int i = 0; i < transactions.size(); i++) {
        sub.checkTransaction(transactions.get(i), status.failed(i), block.height());
      }
      sub.checkBlock(block, status);
    } catch (RuleViolation e) {
      throw e.in(CONTEXT);
    }
  }

  /**
   * What it wants in a block of our own.
   *
   * @param parent the tip
   * @param timestamp of the block, milliseconds since 1970
   * @param chosen what the block has already, without its coinbase
   * @param gasUsed by those
   * @param timeIsUp when to make do with what there is
   * @throws RuleViolation why it has none to offer
   */
  public List<Transaction> proposals(
      BlockRef parent,
      long timestamp,
      List<Transaction> chosen,
      long gasUsed,
      BooleanSupplier timeIsUp)
      throws RuleViolation {
    return concerns(parent.height() + 1)
        ? sub.propose(
            new SubProtocol.Draft(
                parent, timestamp, chosen, maxBlockGas - gasUsed, tables, timeIsUp))
        : List.of();
  }

  /** A change of tip of both, given the chain's own. */
  Transition with(Transition own) {
    return sub.startHeight() == ForkHeights.NEVER ? own : new BothTransitions(own, sub, tables);
  }
}
