package io.bystack.cli.bench;

import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.ChainListener;
import io.bystack.core.consensus.TipChange;
import io.bystack.core.model.Transaction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts transactions in blocks, and times some from the call that submits them to the block being
 * durable.
 */
final class Confirmations implements ChainListener {
  private final ChainEngine engine;
  private final Map<Hash, Long> submitted = new ConcurrentHashMap<>();
  private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong count = new AtomicLong();
  private volatile long lastNanos = System.nanoTime();

  Confirmations(ChainEngine engine) {
    this.engine = engine;
    engine.addListener(this);
  }

  /** Begins to time a transaction. */
  void submitted(Hash id) {
    submitted.put(id, System.nanoTime());
  }

  @Override
  public void tipChanged(TipChange change) {
    long now = System.nanoTime();
    for (BlockRef ref : change.connected()) {
      List<Transaction> transactions = engine.tree().block(ref).transactions();
      for (Transaction transaction : transactions) {
        Long start = submitted.remove(transaction.id());
        if (start != null) {
          nanos.add(now - start);
        }
      }
      if (transactions.size() > 1) {
        count.addAndGet(transactions.size() - 1L);
        lastNanos = now;
      }
    }
  }

  /** Transactions in blocks, coinbases left out. */
  long count() {
    return count.get();
  }

  /** When the last of them was confirmed, as {@link System#nanoTime}. */
  long lastNanos() {
    return lastNanos;
  }

  /**
   * The time within which a share of the timed transactions was confirmed, in seconds; NaN if none
   * was.
   *
   * @param share between 0 and 1
   */
  double secondsWithin(double share) {
    List<Long> sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size()))) / 1e9;
  }
}
