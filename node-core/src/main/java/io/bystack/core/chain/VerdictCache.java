package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.TransactionRules;
import io.bystack.core.consensus.TxOutcome;
import io.bystack.core.consensus.TxPlace;
import io.bystack.core.model.Transaction;
import java.util.concurrent.atomic.LongAdder;

/**
 * Remembers verdicts over transactions by a hash that covers the witness, so that none is verified
 * twice: pool, template and block share it. A verdict is used again only where it must be the same:
 * no coinbase, same rule set, height not looked at, and the time range either still open in both
 * places or over in both. Safe for any thread.
 */
public final class VerdictCache {
  private record Key(Hash witness, int ruleSet, long version, boolean expired) {}

  // A key with its hash, an outcome, the cache's own node.
  private static final int BYTES_EACH = 250;

  private final TransactionRules rules;
  private final Generations<Key, TxOutcome> verdicts;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  /**
   * An empty cache.
   *
   * @param maxBytes of memory
   */
  public VerdictCache(TransactionRules rules, long maxBytes) {
    this.rules = rules;
    this.verdicts = new Generations<>(maxBytes, (key, outcome) -> bytes(outcome));
  }

  private static int bytes(TxOutcome outcome) {
    return BYTES_EACH + 2 * outcome.error().map(e -> e.getMessage().length()).orElse(0);
  }

  /** The verdict over a transaction in a place, found now or earlier. */
  public TxOutcome check(Transaction transaction, TxPlace place) {
    if (place.first()) {
      return rules.check(transaction, place);
    }
    boolean expired =
        transaction.timeRange() != 0
            && Long.compareUnsigned(transaction.timeRange(), place.height()) < 0;
    Key key =
        new Key(
            transaction.witnessHash(),
            rules.ruleSet(place.height()),
            place.blockVersion(),
            expired);
    TxOutcome known = verdicts.get(key);
    if (known != null) {
      hits.increment();
      return known;
    }
    misses.increment();
    TxOutcome found = rules.check(transaction, place);
    if (!found.heightBound()) {
      verdicts.put(key, found);
    }
    return found;
  }

  long size() {
    return verdicts.size();
  }

  /** Verdicts that were known already when they were asked for. */
  long hits() {
    return hits.sum();
  }

  /** Verdicts that had to be found. */
  long misses() {
    return misses.sum();
  }
}
