package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BodyRules;
import io.bystack.core.consensus.PoolPolicy;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.consensus.TxOutcome;
import io.bystack.core.consensus.TxPlace;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Chooses transactions of the pool for the block after a tip, and goes on choosing as more arrive.
 * The first transaction of the block is not its business. Verdicts come from the pool's own checks,
 * so nothing is validated twice. Not thread-safe; of no use once the tip has moved.
 */
public final class BlockAssembler {
  /**
   * What has been chosen.
   *
   * @param transactions behind the block's first one, in order
   * @param failed flags of the same
   * @param gas sum of the gas used
   * @param fees sum in the smallest unit of BTM
   */
  public record Choice(List<Transaction> transactions, List<Boolean> failed, long gas, long fees) {
    /** Flags of the whole block, whose first transaction does not fail. */
    public TxStatus status() {
      List<Boolean> all = new ArrayList<>(failed.size() + 1);
      all.add(false);
      all.addAll(failed);
      return new TxStatus(all);
    }
  }

  /** Transactions whose inputs are looked up together. */
  private static final int PREFETCHED = 512;

  private final Mempool pool;
  private final BlockRef parent;
  // The version of a block is not looked at by producers (spec/03 §10.1).
  private final TxPlace place;
  private final long maxGas;
  private final PoolPolicy policy;
  private final UtxoSet utxos;
  private final UtxoView view;
  private final Set<Hash> seen = new HashSet<>();
  private final List<Transaction> transactions = new ArrayList<>();
  private final List<Boolean> failed = new ArrayList<>();
  private long gas;
  private long fees;
  private long lastArrival = -1;
  private boolean startedWell;

  public BlockAssembler(Mempool pool, BlockRef parent) {
    this.pool = pool;
    this.parent = parent;
    this.place = new TxPlace(1, parent.height() + 1, false);
    ChainParts parts = pool.engine().parts();
    this.maxGas = parts.protocol().parameters().maxBlockGas();
    this.policy = parts.protocol().poolPolicy();
    this.utxos = parts.utxos();
    this.view = new UtxoView(parts.utxos()::get, parts.protocol().utxoRules());
  }

  public BlockRef parent() {
    return parent;
  }

  /**
   * Adds what fits: the best paying first, on later calls what has arrived since.
   *
   * @param timeIsUp asked before each transaction
   * @return whether anything was added
   */
  public boolean fill(BooleanSupplier timeIsUp) {
    int before = transactions.size();
    boolean byArrival = startedWell || pool.options().referenceBehaviour();
    List<PoolEntry> entries =
        byArrival ? pool.arrivedAfter(lastArrival) : pool.bestUpTo(2 * maxGas);
    startedWell = true;
    for (int i = 0; i < entries.size(); i++) {
      PoolEntry entry = entries.get(i);
      if (i % PREFETCHED == 0) {
        List<PoolEntry> next = entries.subList(i, Math.min(entries.size(), i + PREFETCHED));
        utxos.prefetchFor(next.stream().map(PoolEntry::transaction).toList());
      }
      if (timeIsUp.getAsBoolean()) {
        // What has been passed over must be looked at again.
        startedWell = byArrival;
        break;
      }
      if (!consider(entry)) {
        break;
      }
    }
    return transactions.size() > before;
  }

  /** Takes an entry if it fits; false if there is no use in going on. */
  private boolean consider(PoolEntry entry) {
    lastArrival = Math.max(lastArrival, entry.arrival());
    if (!seen.add(entry.id())) {
      return true;
    }
    Transaction transaction = entry.transaction();
    try {
      TxOutcome outcome = judge(transaction);
      if (gas + outcome.gasUsed() > maxGas) {
        return !pool.options().referenceBehaviour();
      }
      append(transaction, outcome);
    } catch (RuleViolation violation) {
      boolean later = violation.verdict() == Verdict.TEMPORARY;
      if (!later || pool.options().referenceBehaviour()) {
        pool.removeUnfit(entry);
      }
    }
    return gas < maxGas;
  }

  private TxOutcome judge(Transaction transaction) throws RuleViolation {
    TxOutcome outcome = pool.engine().verdicts().check(transaction, place);
    if (outcome.invalid()) {
      throw outcome.error().orElseThrow();
    }
    policy.checkAfter(transaction, outcome, place.height());
    return outcome;
  }

  private void append(Transaction transaction, TxOutcome outcome) throws RuleViolation {
    int mark = view.mark();
    try {
      view.apply(transaction, 1, outcome.failed(), place.height());
    } catch (RuleViolation violation) {
      view.rollback(mark);
      throw violation;
    }
    transactions.add(transaction);
    failed.add(outcome.failed());
    gas += outcome.gasUsed();
    fees += outcome.fee();
  }

  /**
   * Adds a transaction that the chain itself makes for this block, behind what has been chosen.
   *
   * @throws RuleViolation it is not valid there, or more gas than is left; nothing is added
   */
  public void add(Transaction transaction) throws RuleViolation {
    TxOutcome outcome = judge(transaction);
    if (gas + outcome.gasUsed() > maxGas) {
      throw RuleViolation.of(BodyRules.GAS_LIMIT, Verdict.TEMPORARY);
    }
    append(transaction, outcome);
    seen.add(transaction.id());
  }

  /** What has been chosen so far. */
  public Choice choice() {
    return new Choice(List.copyOf(transactions), List.copyOf(failed), gas, fees);
  }
}
