package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.consensus.TxOutcome;
import io.bystack.core.consensus.TxPlace;
import io.bystack.core.consensus.UtxoEntry;
import io.bystack.core.consensus.UtxoRules;
import io.bystack.core.model.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a transaction must be to wait in the pool (spec/03 §9.2). */
final class PoolAdmission {
  static final String CONFLICT = "an output is already spent by a waiting transaction";
  static final String CANONICAL = "transaction bytes are not canonical";
  static final String NOT_AGREED = "the reference accepts this transaction only by chance";
  static final String ANCESTORS = "too many waiting transactions before this one";

  private final ChainEngine engine;
  private final ChainProtocol protocol;
  private final UtxoRules utxoRules;
  private final PoolOptions options;
  private final PoolGraph graph;

  PoolAdmission(ChainEngine engine, PoolOptions options, PoolGraph graph) {
    this.engine = engine;
    this.protocol = engine.protocol();
    this.utxoRules = protocol.utxoRules();
    this.options = options;
    this.graph = graph;
  }

  /** The height for which transactions are judged. */
  long height() {
    return engine.best().height() + (options.referenceBehaviour() ? 0 : 1);
  }

  PoolEffects effects(Transaction transaction, TxOutcome outcome) {
    return PoolEffects.of(utxoRules, transaction, outcome.failed());
  }

  /** All that needs neither the tip's set nor the pool: no lock is needed. */
  TxOutcome judge(Transaction transaction) throws RuleViolation {
    TxPlace place = TxPlace.at(height());
    if (!options.referenceBehaviour() && !transaction.isCanonical()) {
      throw RuleViolation.of(CANONICAL, Verdict.COPY);
    }
    TxOutcome outcome = engine.verdicts().check(transaction, place);
    if (outcome.invalid()) {
      throw outcome.error().orElseThrow();
    }
    if (!options.referenceBehaviour() && !protocol.transactionRules().agreed(transaction, place)) {
      throw RuleViolation.of(NOT_AGREED, Verdict.COPY);
    }
    protocol.poolPolicy().checkAfter(transaction, outcome, place.height());
    return outcome;
  }

  /**
   * The transaction, with what it spends brought into memory: so that nobody waits for a disk who
   * waits for the pool's lock.
   */
  Transaction lookedUp(Transaction transaction) {
    transaction.spentOutputIds().forEach(engine.parts().utxos()::get);
    return transaction;
  }

  /** Outputs to be spent that are neither unspent at the tip nor made by the pool. */
  List<Hash> missing(PoolEffects effects) {
    List<Hash> missing = new ArrayList<>(0);
    for (Hash output : effects.spent()) {
      if (!graph.makes(output)) {
        UtxoEntry entry = engine.parts().utxos().get(output);
        if (entry == null || entry.spent()) {
          missing.add(output);
        }
      }
    }
    return missing;
  }

  /** What only our own pool demands: no rivals, nothing immature, no endless chains. */
  void checkPlace(PoolEffects effects) throws RuleViolation {
    Optional<PoolEntry> conflict = graph.conflict(effects);
    if (conflict.isPresent()) {
      throw RuleViolation.of(CONFLICT + ": " + conflict.get().id(), CONFLICT, Verdict.TEMPORARY);
    }
    for (Hash output : effects.spent()) {
      UtxoEntry entry = graph.makes(output) ? null : engine.parts().utxos().get(output);
      if (entry != null && !entry.spent()) {
        utxoRules.checkSpendable(entry, height());
      }
    }
    for (Hash output : effects.mainchain()) {
      UtxoEntry entry = engine.parts().utxos().get(output);
      if (entry != null && entry.spent()) {
        throw RuleViolation.of(UtxoView.MAINCHAIN_SPENT, Verdict.BRANCH);
      }
    }
    if (graph.countAncestors(effects) > options.maxAncestors()) {
      throw RuleViolation.of(ANCESTORS, Verdict.TEMPORARY);
    }
  }
}
