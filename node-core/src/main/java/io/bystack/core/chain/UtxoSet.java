package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.UtxoEntry;
import io.bystack.core.model.Transaction;
import io.bystack.core.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The set of unspent outputs as of the tip: on disk, with a bounded part in memory. Changed only
 * through a {@link UtxoView} and the batch of a block, on the engine's thread.
 */
final class UtxoSet {
  private final Store store;
  private final UtxoCache cache;
  private final LongAdder lookups = new LongAdder();
  private final LongAdder diskReads = new LongAdder();

  UtxoSet(Store store, long cacheBytes) {
    this.store = store;
    this.cache = new UtxoCache(cacheBytes);
  }

  /** The entry of an output, null for none. */
  UtxoEntry get(Hash output) {
    lookups.increment();
    long known = cache.find(output);
    if (known != UtxoCache.UNKNOWN) {
      return UtxoCache.unpack(known);
    }
    diskReads.increment();
    long changes = cache.changes();
    UtxoEntry entry = store.get(ChainTables.UTXO, output).orElse(null);
    // What is there is asked for again: by the pool, by a template, by the block. What is not might
    // be a stranger's invention and is not worth a place.
    if (entry != null) {
      cache.learn(changes, List.of(output), _ -> packed(entry));
    }
    return entry;
  }

  /** Reads in one go what will be asked for next, also what may not be there. For any thread. */
  private void prefetch(Collection<Hash> outputs) {
    List<Hash> unknown = new ArrayList<>();
    for (Hash output : outputs) {
      if (cache.find(output) == UtxoCache.UNKNOWN) {
        unknown.add(output);
      }
    }
    if (unknown.size() < 2) {
      return;
    }
    diskReads.add(unknown.size());
    long changes = cache.changes();
    List<UtxoEntry> entries = store.getAll(ChainTables.UTXO, unknown);
    cache.learn(changes, unknown, i -> packed(entries.get((int) i)));
  }

  /** Reads what transactions spend, and what they make: it might be there already. */
  void prefetchFor(List<Transaction> transactions) {
    List<Hash> outputs = new ArrayList<>(3 * transactions.size());
    for (Transaction transaction : transactions) {
      outputs.addAll(transaction.spentOutputIds());
      outputs.addAll(transaction.resultIds());
    }
    prefetch(outputs);
  }

  private static long packed(UtxoEntry entry) {
    return entry == null ? UtxoCache.ABSENT : UtxoCache.pack(entry);
  }

  /** Adds a change to the batch; null deletes. */
  void change(Hash output, UtxoEntry entry, ChainBatch batch) {
    if (entry == null) {
      batch.delete(ChainTables.UTXO, output);
    } else {
      batch.put(ChainTables.UTXO, output, entry);
    }
  }

  /** Brings the memory in step with what has been written. */
  void written(Hash output, UtxoEntry entry) {
    cache.change(output, entry == null ? UtxoCache.UNKNOWN : UtxoCache.pack(entry));
  }

  /** How often an output was asked for. */
  long lookups() {
    return lookups.sum();
  }

  /** How many outputs were looked for on disk. */
  long diskReads() {
    return diskReads.sum();
  }
}
