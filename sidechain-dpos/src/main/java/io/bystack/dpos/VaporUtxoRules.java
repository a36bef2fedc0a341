package io.bystack.dpos;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.UtxoEffects;
import io.bystack.core.consensus.UtxoEntry;
import io.bystack.core.consensus.UtxoKind;
import io.bystack.core.consensus.UtxoRules;
import io.bystack.core.model.CrossChainOutput;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.VetoInput;
import io.bystack.core.model.VoteOutput;
import java.util.HashSet;
import java.util.Set;

/** How side-chain transactions change the set of unspent outputs (spec/07 §2.1, §3.4, §4.4). */
final class VaporUtxoRules implements UtxoRules {
  private final DposParameters parameters;

  VaporUtxoRules(DposParameters parameters) {
    this.parameters = parameters;
  }

  @Override
  public void effects(Transaction transaction, int index, boolean failed, UtxoEffects out) {
    transaction.mainchainOutputIds().forEach(out::useMainchain);
    spends(transaction, failed, out);
    for (int i = 0; i < transaction.outputs().size(); i++) {
      TxOutput output = transaction.outputs().get(i);
      if (!failed || output.value().asset().isBtm()) {
        create(transaction, i, index, out);
      }
    }
  }

  /** Each output once, in the order of inputs; of a failed transaction only BTM. */
  private static void spends(Transaction transaction, boolean failed, UtxoEffects out) {
    boolean single = transaction.inputs().size() == 1;
    Set<Hash> seen = single ? Set.of() : HashSet.newHashSet(transaction.inputs().size());
    for (int i = 0; i < transaction.inputs().size(); i++) {
      TxInput input = transaction.inputs().get(i);
      if (!(input instanceof SpendInput) && !(input instanceof VetoInput)) {
        continue;
      }
      boolean btm = input.commitment().map(SpendCommitment::value).orElseThrow().asset().isBtm();
      Hash spent = transaction.spentOutputId(i).orElseThrow();
      if ((!failed || btm) && (single || seen.add(spent))) {
        out.spend(spent);
      }
    }
  }

  private static void create(Transaction transaction, int output, int index, UtxoEffects out) {
    TxOutput made = transaction.outputs().get(output);
    if (made.isRetirement()) {
      return;
    }
    Hash id = transaction.resultId(output);
    switch (made) {
      case IntraChainOutput o -> {
        if (o.value().amount() != 0) {
          out.create(id, index == 0 ? UtxoKind.COINBASE : UtxoKind.NORMAL);
        }
      }
      case VoteOutput _ -> out.create(id, UtxoKind.VOTE);
      case CrossChainOutput _, OriginalOutput _ -> {}
    }
  }

  @Override
  public void checkSpendable(UtxoEntry entry, long height) throws RuleViolation {
    switch (entry.kind()) {
      case COINBASE -> {
        if (height - entry.height() < parameters.coinbase().pendingBlocks()) {
          throw ConsensusError.COINBASE_IMMATURE.violation();
        }
      }
      case VOTE -> {
        if (height - entry.height() < parameters.stake().votePendingBlocks()) {
          throw ConsensusError.VOTE_LOCKED.violation();
        }
      }
      case NORMAL, MAINCHAIN -> {}
    }
  }
}
