package io.bystack.dpos;

import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.Block;
import io.bystack.core.model.CrossChainOutput;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.VoteOutput;

/** What the first transaction of a block has to pay (spec/07 §3.4). */
final class CoinbaseRule {
  private CoinbaseRule() {}

  /**
   * The outputs are intra-chain outputs and their amounts, modulo 2^64, make {@code due}. Who is
   * paid is not asked, nor whether there is a coinbase input.
   *
   * @param due rewards of the round that ended with the parent, 0 within a round
   */
  static void check(Block block, long due) throws RuleViolation {
    if (block.transactions().isEmpty()) {
      throw ConsensusError.WRONG_COINBASE.ofBlock("block is empty");
    }
    Transaction first = block.transactions().getFirst();
    long sum = 0;
    for (int i = 0; i < first.outputs().size(); i++) {
      TxOutput output = first.outputs().get(i);
      String kind = kind(output);
      if (!kind.equals(INTRA_CHAIN)) {
        throw ConsensusError.WRONG_COINBASE_OUTPUT.ofBlock(
            "entry %s has unexpected type *bc.%s".formatted(first.resultId(i), kind));
      }
      sum += output.value().amount();
    }
    if (sum != due) {
      throw ConsensusError.WRONG_COINBASE.ofBlock(
          "dismatch output amount, got:%s, want:%s"
              .formatted(Long.toUnsignedString(sum), Long.toUnsignedString(due)));
    }
  }

  private static final String INTRA_CHAIN = "IntraChainOutput";

  private static String kind(TxOutput output) {
    if (output.isRetirement()) {
      return "Retirement";
    }
    return switch (output) {
      case IntraChainOutput _ -> INTRA_CHAIN;
      case VoteOutput _ -> "VoteOutput";
      case CrossChainOutput _ -> "CrossChainOutput";
      case OriginalOutput _ -> "OriginalOutput";
    };
  }
}
