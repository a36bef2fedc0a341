package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.PoolListener.Departure;
import io.bystack.core.chain.PoolOutcome.Place;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.ChainListener;
import io.bystack.core.consensus.PoolLimits;
import io.bystack.core.consensus.PoolPolicy;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.consensus.TipChange;
import io.bystack.core.consensus.TxOutcome;
import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Transactions that wait for a block (spec/03 §9). Verdicts are found in the caller's thread, so
 * many threads may submit at once; what depends on the tip and on other waiting transactions is
 * decided under one short lock. Follows the chain as its listener.
 */
public final class Mempool implements ChainListener {
  /** The pool is full and others pay better. */
  public static final String FULL = "transaction pool reach the max number";

  private final ChainEngine engine;
  private final PoolOptions options;
  private final PoolPolicy policy;
  private final InstantSource clock;
  private final PoolAdmission admission;
  private final List<PoolListener> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final PoolGraph graph = new PoolGraph();
  private final WaitingOrphans orphans;
  private final Set<PoolEntry> timed = new LinkedHashSet<>();
  private long arrivals;

  private Mempool(ChainEngine engine, PoolOptions options) {
    this.engine = engine;
    this.options = options;
    this.policy = engine.protocol().poolPolicy();
    this.clock = engine.parts().around().clock();
    this.orphans = new WaitingOrphans(options.limits());
    this.admission = new PoolAdmission(engine, options, graph);
  }

  /** An empty pool that follows the engine from now on. */
  public static Mempool follow(ChainEngine engine, PoolOptions options) {
    Mempool pool = new Mempool(engine, options);
    engine.addListener(pool);
    return pool;
  }

  public void addListener(PoolListener listener) {
    listeners.add(listener);
  }

  // ---- reads

  public int size() {
    return locked(graph::size);
  }

  public int orphanCount() {
    return locked(orphans::size);
  }

  public long bytes() {
    return locked(graph::bytes);
  }

  public Optional<PoolEntry> get(Hash id) {
    return locked(() -> Optional.ofNullable(graph.get(id)));
  }

  /** All entries in order of arrival. */
  public List<PoolEntry> entries() {
    return arrivedAfter(-1);
  }

  /** Entries that came after another, in order of arrival. */
  public List<PoolEntry> arrivedAfter(long arrival) {
    return locked(() -> graph.arrivedAfter(arrival));
  }

  /** The best paying entries, each behind those it depends on, up to a sum of gas. */
  public List<PoolEntry> bestUpTo(long gas) {
    return locked(() -> graph.bestUpTo(gas));
  }

  /** Whether an output is consumed by a waiting transaction. */
  public boolean spends(Hash output) {
    return locked(() -> graph.consumer(output) != null);
  }

  /** A waiting transaction with what it hangs together with. */
  public Optional<PoolPlace> place(Hash id) {
    return locked(() -> Optional.ofNullable(graph.get(id)).map(PoolPlace::of));
  }

  /** All waiting transactions with what they hang together with, best paying first. */
  public List<PoolPlace> places() {
    return locked(() -> {
      List<PoolPlace> found = new ArrayList<>(graph.size());
      graph.bestFirst().forEach(entry -> found.add(PoolPlace.of(entry)));
      return found;
    });
  }

  /** How many transactions and bytes may wait, and how long. */
  public PoolLimits limits() {
    return options.limits();
  }

  PoolOptions options() {
    return options;
  }

  ChainEngine engine() {
    return engine;
  }

  private <T> T locked(Supplier<T> task) {
    lock.lock();
    try {
      return task.get();
    } finally {
      lock.unlock();
    }
  }

  // ---- submission

  /** Takes a transaction, or says why not. May be called from any thread. */
  public PoolOutcome submit(Transaction transaction) {
    try {
      policy.checkBefore(transaction);
      if (get(transaction.id()).isPresent()) {
        return PoolOutcome.at(Place.KNOWN);
      }
      TxOutcome verdict = admission.judge(transaction);
      Transaction own = admission.lookedUp(transaction.compact());
      return locked(() -> admit(own, verdict));
    } catch (RuleViolation violation) {
      return PoolOutcome.rejected(violation);
    }
  }

  /** Takes a judged transaction and then the orphans it lets in. */
  private PoolOutcome admit(Transaction transaction, TxOutcome outcome) {
    PoolOutcome first = admitOne(transaction, outcome);
    if (first.place() == Place.ADDED) {
      wake(graph.get(transaction.id()).effects().created());
    }
    return first;
  }

  private void wake(List<Hash> made) {
    Deque<Transaction> todo = new ArrayDeque<>(orphans.take(made));
    while (!todo.isEmpty()) {
      Transaction next = todo.poll();
      try {
        if (admitOne(next, admission.judge(next)).place() == Place.ADDED) {
          todo.addAll(orphans.take(graph.get(next.id()).effects().created()));
        }
      } catch (RuleViolation refused) {
        // It was good when it came and is not any more: it is gone from the orphans already.
        orphans.remove(next.id());
      }
    }
  }

  private PoolOutcome admitOne(Transaction transaction, TxOutcome outcome) {
    if (graph.get(transaction.id()) != null) {
      return PoolOutcome.at(Place.KNOWN);
    }
    long now = clock.millis();
    PoolEffects effects = admission.effects(transaction, outcome);
    try {
      List<Hash> missing = admission.missing(effects);
      if (!missing.isEmpty()) {
        orphans.add(transaction, missing, now);
        return PoolOutcome.at(Place.ORPHAN);
      }
      if (!options.referenceBehaviour()) {
        admission.checkPlace(effects);
      }
      PoolEntry entry = new PoolEntry(transaction, outcome, effects, arrivals, now);
      makeRoom(entry);
      arrivals++;
      graph.add(entry);
      orphans.remove(transaction.id());
      if (transaction.timeRange() != 0) {
        timed.add(entry);
      }
      listeners.forEach(l -> l.added(entry));
      return PoolOutcome.at(Place.ADDED);
    } catch (RuleViolation violation) {
      return PoolOutcome.rejected(violation);
    }
  }

  private void makeRoom(PoolEntry entry) throws RuleViolation {
    while (graph.size() >= options.limits().transactions()
        || graph.bytes() + entry.bytes() > options.limits().bytes()) {
      PoolEntry worst = graph.worst();
      boolean better =
          worst != null
              && !options.referenceBehaviour()
              && PoolGraph.BEST_FIRST.compare(entry, worst) < 0;
      if (!better) {
        throw RuleViolation.of(FULL, Verdict.TEMPORARY);
      }
      drop(worst, Departure.EVICTED);
    }
  }

  /** Removes an entry and what depends on it, unless it is gone already; what was removed. */
  private List<PoolEntry> drop(PoolEntry entry, Departure why) {
    if (graph.get(entry.id()) != entry) {
      return List.of();
    }
    List<PoolEntry> gone = graph.removeWithDescendants(entry);
    for (PoolEntry one : gone) {
      timed.remove(one);
      listeners.forEach(l -> l.removed(one.transaction(), why));
    }
    return gone;
  }

  private void dropAlone(PoolEntry entry, Departure why) {
    graph.remove(entry);
    timed.remove(entry);
    listeners.forEach(l -> l.removed(entry.transaction(), why));
  }

  /**
   * Takes out a waiting transaction and all that depend on it, because an operator says so. It may
   * come again: from a peer, or when a block that has it is undone.
   *
   * @return what is gone, the transaction first; empty if it was not waiting
   */
  public List<Hash> remove(Hash id) {
    return locked(() -> {
      PoolEntry entry = graph.get(id);
      return entry == null
          ? List.of()
          : drop(entry, Departure.DROPPED).stream().map(PoolEntry::id).toList();
    });
  }

  /** Takes out what has proved unfit for the next block. */
  void removeUnfit(PoolEntry entry) {
    lock.lock();
    try {
      PoolEntry here = graph.get(entry.id());
      if (here == entry && options.referenceBehaviour()) {
        dropAlone(entry, Departure.INVALID);
      } else if (here == entry) {
        drop(entry, Departure.INVALID);
      }
    } finally {
      lock.unlock();
    }
  }

  // ---- following the chain

  @Override
  public void tipChanged(TipChange change) {
    lock.lock();
    try {
      Set<Hash> confirmed = new HashSet<>();
      for (BlockRef ref : change.connected()) {
        Block block = engine.tree().block(ref);
        block.transactions().forEach(t -> confirm(t, confirmed));
      }
      for (BlockRef ref : change.disconnected().reversed()) {
        giveBack(engine.tree().block(ref), confirmed);
      }
      if (!change.disconnected().isEmpty() && !options.referenceBehaviour()) {
        dropBaseless();
        for (BlockRef ref : change.disconnected()) {
          wakeWhatIsUnspentAgain(engine.tree().block(ref));
        }
      }
      expire();
    } finally {
      lock.unlock();
    }
  }

  private void confirm(Transaction transaction, Set<Hash> confirmed) {
    confirmed.add(transaction.id());
    PoolEntry entry = graph.get(transaction.id());
    if (entry != null) {
      dropAlone(entry, Departure.CONFIRMED);
    }
    orphans.remove(transaction.id());
    if (options.referenceBehaviour()) {
      return;
    }
    for (Hash output : transaction.spentOutputIds()) {
      dropConsumer(output);
    }
    transaction.mainchainOutputIds().forEach(this::dropConsumer);
    if (orphans.size() > 0) {
      wake(transaction.resultIds());
    }
  }

  private void dropConsumer(Hash output) {
    PoolEntry rival = graph.consumer(output);
    if (rival != null) {
      setAside(rival);
    }
  }

  private void giveBack(Block block, Set<Hash> confirmed) {
    for (Transaction transaction : block.transactions()) {
      if (confirmed.contains(transaction.id())) {
        continue;
      }
      try {
        policy.checkBefore(transaction);
        admit(transaction.compact(), admission.judge(transaction));
      } catch (RuleViolation refused) {
        // Good in a block of its branch, not for the pool: a coinbase, what is banned or too late.
        orphans.remove(transaction.id());
      }
    }
  }

  private void dropBaseless() {
    List<PoolEntry> all = new ArrayList<>();
    graph.entries().forEach(all::add);
    for (PoolEntry entry : all) {
      if (graph.get(entry.id()) == entry && !admission.missing(entry.effects()).isEmpty()) {
        setAside(entry);
      }
    }
  }

  /**
   * Takes out an entry that has lost an input, with its dependants. The next reorganisation may
   * give the input back, so they wait among the orphans until then.
   */
  private void setAside(PoolEntry entry) {
    drop(entry, Departure.CONFLICT).forEach(one -> admitOne(one.transaction(), one.outcome()));
  }

  private void wakeWhatIsUnspentAgain(Block detached) {
    for (Transaction transaction : detached.transactions()) {
      wake(transaction.spentOutputIds());
    }
  }

  /** Drops what is too old or cannot be mined any more. */
  private void expire() {
    long now = clock.millis();
    orphans.expire(now);
    if (options.referenceBehaviour()) {
      return;
    }
    List<PoolEntry> over = new ArrayList<>();
    for (PoolEntry entry : timed) {
      if (entry.transaction().timeRange() < admission.height()) {
        over.add(entry);
      }
    }
    for (PoolEntry entry : graph.entries()) {
      if (entry.arrivedAtMillis() + options.limits().life().toMillis() > now) {
        break;
      }
      over.add(entry);
    }
    over.forEach(e -> drop(e, Departure.EXPIRED));
  }
}
