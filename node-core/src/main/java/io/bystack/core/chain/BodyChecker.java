package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BodyFacts;
import io.bystack.core.consensus.TxOutcome;
import io.bystack.core.consensus.TxPlace;
import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Finds out about a block's body what needs nothing but the block: verdicts of its transactions and
 * the roots (spec/03 §5.1). Works on the given executor; safe for any thread.
 */
final class BodyChecker {
  // Few enough to keep all workers busy, many enough to make the hand-over cheap.
  private static final int CHUNK = 16;

  private final VerdictCache verdicts;
  private final Executor workers;

  BodyChecker(VerdictCache verdicts, Executor workers) {
    this.verdicts = verdicts;
    this.workers = workers;
  }

  /** Checks in the calling thread. */
  BodyFacts checkHere(Block block) {
    List<Transaction> transactions = block.transactions();
    Transaction.computeIds(transactions);
    return facts(block, check(block, 0, transactions.size()));
  }

  /** Checks with the workers' help and waits. */
  BodyFacts check(Block block) {
    int count = block.transactions().size();
    if (count <= CHUNK) {
      return checkHere(block);
    }
    Transaction.computeIds(block.transactions());
    List<CompletableFuture<List<TxOutcome>>> chunks = new ArrayList<>();
    for (int from = 0; from < count; from += CHUNK) {
      int start = from;
      int end = Math.min(count, from + CHUNK);
      chunks.add(CompletableFuture.supplyAsync(() -> check(block, start, end), workers));
    }
    List<TxOutcome> outcomes = new ArrayList<>(count);
    for (CompletableFuture<List<TxOutcome>> chunk : chunks) {
      outcomes.addAll(chunk.join());
    }
    return facts(block, outcomes);
  }

  private List<TxOutcome> check(Block block, int from, int to) {
    long version = block.header().version();
    List<TxOutcome> outcomes = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      TxPlace place = new TxPlace(version, block.height(), i == 0);
      TxOutcome outcome = verdicts.check(block.transactions().get(i), place);
      outcomes.add(outcome);
      if (outcome.invalid()) {
        break;
      }
    }
    return outcomes;
  }

  private static BodyFacts facts(Block block, List<TxOutcome> outcomes) {
    List<TxOutcome> used = outcomes;
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i).invalid()) {
        used = outcomes.subList(0, i + 1);
        break;
      }
    }
    TxStatus status = new TxStatus(used.stream().map(TxOutcome::failed).toList());
    Hash statusRoot = used.isEmpty() ? Hash.ZERO : status.root();
    return new BodyFacts(used, status, block.computeTransactionRoot(), statusRoot);
  }
}
