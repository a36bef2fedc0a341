package io.bystack.dpos;

import static io.bystack.dpos.ConsensusResult.addUnsigned;
import static io.bystack.dpos.ConsensusResult.subtractUnsigned;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.Block;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.VetoInput;
import io.bystack.core.model.VoteOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * What a block adds to the consensus result of its parent (spec/07 §2.3). A function of the block
 * alone; transactions count whatever their status, vote outputs also when they are retirements.
 *
 * @param rewardProgram control program of output 0 of transaction 0
 * @param reward subsidy and fees in neu, unsigned
 * @param votes changes of votes in the order in which they are made
 */
public record BlockEffect(Bytes rewardProgram, long reward, List<VoteChange> votes) {

  public BlockEffect {
    votes = List.copyOf(votes);
  }

  /**
   * Votes given to or taken from a key.
   *
   * @param key what the output names; normally, not always, 64 bytes
   * @param amount unsigned, normally neu
   * @param veto whether they are taken away
   */
  public record VoteChange(Bytes key, long amount, boolean veto) {}

  /**
   * The effect of a block.
   *
   * @throws RuleViolation {@code not found coinbase receiver}; {@code arithmetic overflow} if a
   *     transaction pays out more BTM than comes in, or the sum of fees leaves 64 bits
   */
  public static BlockEffect of(Block block, CoinbaseRules rules) throws RuleViolation {
    List<Transaction> transactions = block.transactions();
    if (transactions.isEmpty() || transactions.getFirst().outputs().isEmpty()) {
      throw ConsensusError.NO_COINBASE_RECEIVER.violation();
    }
    long reward = rules.subsidy(block.height());
    List<VoteChange> votes = new ArrayList<>();
    for (Transaction transaction : transactions) {
      reward = addUnsigned(reward, fee(transaction));
      addVotes(transaction, votes);
    }
    Bytes program = transactions.getFirst().outputs().getFirst().program().code();
    return new BlockEffect(program.compact(), reward, votes);
  }

  /** BTM in less BTM out; nothing for a transaction with a coinbase input. */
  static long fee(Transaction transaction) throws RuleViolation {
    long fee = 0;
    for (TxInput input : transaction.inputs()) {
      if (input instanceof CoinbaseInput) {
        return 0;
      }
      if (input.value().isPresent() && input.value().get().asset().isBtm()) {
        fee = addUnsigned(fee, input.value().get().amount());
      }
    }
    for (TxOutput output : transaction.outputs()) {
      if (output.value().asset().isBtm()) {
        fee = subtractUnsigned(fee, output.value().amount());
      }
    }
    return fee;
  }

  private static void addVotes(Transaction transaction, List<VoteChange> votes) {
    for (TxInput input : transaction.inputs()) {
      if (input instanceof VetoInput veto) {
        votes.add(new VoteChange(veto.vote().compact(), veto.spent().value().amount(), true));
      }
    }
    for (TxOutput output : transaction.outputs()) {
      if (output instanceof VoteOutput vote) {
        votes.add(new VoteChange(vote.vote().compact(), vote.value().amount(), false));
      }
    }
  }
}
