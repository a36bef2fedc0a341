package io.bystack.pow.consensus;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.consensus.UtxoEffects;
import io.bystack.core.consensus.UtxoEntry;
import io.bystack.core.consensus.UtxoKind;
import io.bystack.core.consensus.UtxoRules;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What transactions do to the unspent outputs (spec/03 §7.2). */
final class PowUtxoRules implements UtxoRules {
  /** Blocks an output of a first transaction must wait for. */
  static final long COINBASE_MATURITY = 100;

  private static final String IMMATURE = "coinbase utxo is not ready for use";

  @Override
  public void effects(Transaction transaction, int index, boolean failed, UtxoEffects out) {
    spend(transaction, failed, out);
    UtxoKind kind = index == 0 ? UtxoKind.COINBASE : UtxoKind.NORMAL;
    List<TxOutput> outputs = transaction.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      TxOutput output = outputs.get(i);
      if (!output.isRetirement() && !(failed && !output.value().asset().isBtm())) {
        out.create(transaction.resultId(i), kind);
      }
    }
  }

  private static void spend(Transaction transaction, boolean failed, UtxoEffects out) {
    if (!failed) {
      transaction.spentOutputIds().forEach(out::spend);
      return;
    }
    Set<Hash> done = new HashSet<>();
    List<TxInput> inputs = transaction.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i) instanceof SpendInput spend && spend.spent().value().asset().isBtm()) {
        transaction.spentOutputId(i).filter(done::add).ifPresent(out::spend);
      }
    }
  }

  @Override
  public void checkSpendable(UtxoEntry entry, long height) throws RuleViolation {
    if (entry.kind() == UtxoKind.COINBASE && entry.height() + COINBASE_MATURITY > height) {
      throw RuleViolation.of(IMMATURE, Verdict.BRANCH);
    }
  }
}
