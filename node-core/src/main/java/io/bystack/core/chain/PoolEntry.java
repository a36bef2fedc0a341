package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.TxOutcome;
import io.bystack.core.model.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A transaction in the pool. What is public never changes. */
public final class PoolEntry {
  private final Transaction transaction;
  private final TxOutcome outcome;
  private final long arrival;
  private final long arrivedAtMillis;
  private final PoolEffects effects;
  // Links of the dependency graph: PoolGraph alone changes them, under the pool's lock.
  // Most have none, and a pool is large: sets are made when they are needed.
  private Set<PoolEntry> parents = Set.of();
  private Set<PoolEntry> children = Set.of();
  long packageFee;
  long packageGas;

  PoolEntry(
      Transaction transaction,
      TxOutcome outcome,
      PoolEffects effects,
      long arrival,
      long arrivedAtMillis) {
    this.transaction = transaction;
    this.outcome = outcome;
    this.effects = effects;
    this.arrival = arrival;
    this.arrivedAtMillis = arrivedAtMillis;
    this.packageFee = outcome.fee();
    this.packageGas = outcome.gasUsed();
  }

  public Transaction transaction() {
    return transaction;
  }

  public Hash id() {
    return transaction.id();
  }

  /** The verdict at entry. */
  public TxOutcome outcome() {
    return outcome;
  }

  /** In the smallest unit of BTM. */
  public long fee() {
    return outcome.fee();
  }

  /** Counts entries: the smaller came first. */
  public long arrival() {
    return arrival;
  }

  public long arrivedAtMillis() {
    return arrivedAtMillis;
  }

  int bytes() {
    return transaction.serializedSize();
  }

  PoolEffects effects() {
    return effects;
  }

  /** Notes that this one spends what another makes. */
  void dependOn(PoolEntry maker) {
    parents = with(parents, maker);
    maker.children = with(maker.children, this);
  }

  private static Set<PoolEntry> with(Set<PoolEntry> set, PoolEntry entry) {
    Set<PoolEntry> grown = set.isEmpty() ? new LinkedHashSet<>(4) : set;
    grown.add(entry);
    return grown;
  }

  /** Nobody depends on this one any more, and it on nobody. */
  void standAlone() {
    parents.forEach(p -> p.children.remove(this));
    children.forEach(c -> c.parents.remove(this));
    parents = Set.of();
    children = Set.of();
  }

  /** Waiting transactions that make what this one spends. */
  Set<PoolEntry> parents() {
    return parents;
  }

  /** Waiting transactions that spend what this one makes. */
  Set<PoolEntry> children() {
    return children;
  }

  /** Waiting transactions this one depends on, each before those that depend on it. */
  List<PoolEntry> ancestorsFirst() {
    if (parents.isEmpty()) {
      return List.of();
    }
    Set<PoolEntry> seen = new LinkedHashSet<>();
    List<PoolEntry> order = new ArrayList<>();
    List<PoolEntry> stack = new ArrayList<>(List.of(this));
    while (!stack.isEmpty()) {
      PoolEntry at = stack.getLast();
      if (!seen.add(at)) {
        stack.removeLast();
        if (at != this && !order.contains(at)) {
          order.add(at);
        }
        continue;
      }
      at.parents.stream().filter(p -> !seen.contains(p)).forEach(stack::add);
    }
    return order;
  }
}
