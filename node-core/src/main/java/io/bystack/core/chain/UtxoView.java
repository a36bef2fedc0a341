package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.Undo.Previous;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.consensus.UtxoEffects;
import io.bystack.core.consensus.UtxoEntry;
import io.bystack.core.consensus.UtxoKind;
import io.bystack.core.consensus.UtxoRules;
import io.bystack.core.model.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Changes on top of the set of unspent outputs: of one block, of one reorganisation, or of a
 * template (spec/03 §7). Nothing of it is seen by others until it is written. Not thread-safe.
 */
final class UtxoView {
  static final String MISSING = "fail to find utxo entry";
  static final String SPENT = "utxo has been spent";
  static final String MAINCHAIN_SPENT = "mainchain output has been spent";

  private final Function<Hash, UtxoEntry> base;
  private final UtxoRules rules;
  private final Map<Hash, UtxoEntry> changed = new HashMap<>();
  private final Set<Hash> removed = new HashSet<>();
  private List<Previous> undo = new ArrayList<>();

  UtxoView(Function<Hash, UtxoEntry> base, UtxoRules rules) {
    this.base = base;
    this.rules = rules;
  }

  /** The entry as of now, spent ones of this view included; null for none. */
  UtxoEntry get(Hash output) {
    UtxoEntry here = changed.get(output);
    if (here != null) {
      return here;
    }
    return removed.contains(output) ? null : base.apply(output);
  }

  private void set(Hash output, UtxoEntry before, UtxoEntry after) {
    undo.add(new Previous(output, durable(before)));
    changed.put(output, after);
    removed.remove(output);
  }

  /** What of an entry is kept on disk. */
  private static UtxoEntry durable(UtxoEntry entry) {
    return entry == null || (entry.spent() && !entry.kind().leavesMark()) ? null : entry;
  }

  /**
   * Applies a transaction. After a violation the view is half changed: drop it, or {@link
   * #rollback}.
   *
   * @param index in the block; 0 is the coinbase's place
   */
  void apply(Transaction transaction, int index, boolean failed, long height) throws RuleViolation {
    Applier applier = new Applier(height);
    rules.effects(transaction, index, failed, applier);
    if (applier.violation != null) {
      throw applier.violation;
    }
  }

  /** Ends a block: what its changes replaced, for its undoing. */
  Undo endBlock() {
    Undo done = new Undo(List.copyOf(undo));
    undo = new ArrayList<>();
    return done;
  }

  /** Where in the current block the view is. */
  int mark() {
    return undo.size();
  }

  /** Takes back what was applied since a mark of the same block. */
  void rollback(int mark) {
    while (undo.size() > mark) {
      restore(undo.removeLast());
    }
  }

  /** Undoes a whole block, the last one that is applied. */
  void undo(Undo block) {
    for (Previous previous : block.previous().reversed()) {
      restore(previous);
    }
  }

  private void restore(Previous previous) {
    if (previous.entry() == null) {
      changed.remove(previous.output());
      removed.add(previous.output());
    } else {
      changed.put(previous.output(), previous.entry());
      removed.remove(previous.output());
    }
  }

  /** Adds all changes to a batch of the set's store. */
  void write(UtxoSet set, ChainBatch batch) {
    changed.forEach((output, entry) -> set.change(output, durable(entry), batch));
    removed.forEach(output -> set.change(output, null, batch));
    batch.whenWritten(() -> {
      changed.forEach((output, entry) -> set.written(output, durable(entry)));
      removed.forEach(output -> set.written(output, null));
    });
  }

  /** Makes the effects of one transaction until the first violation. */
  private final class Applier implements UtxoEffects {
    private final long height;
    private RuleViolation violation;

    Applier(long height) {
      this.height = height;
    }

    @Override
    public void spend(Hash output) {
      if (violation != null) {
        return;
      }
      UtxoEntry entry = get(output);
      if (entry == null) {
        violation = RuleViolation.of(MISSING, Verdict.BRANCH);
      } else if (entry.spent()) {
        violation = RuleViolation.of(SPENT, Verdict.BRANCH);
      } else {
        try {
          rules.checkSpendable(entry, height);
          set(output, entry, entry.asSpent());
        } catch (RuleViolation immature) {
          violation = immature;
        }
      }
    }

    @Override
    public void useMainchain(Hash output) {
      if (violation != null) {
        return;
      }
      UtxoEntry entry = get(output);
      if (entry != null && entry.spent()) {
        violation = RuleViolation.of(MAINCHAIN_SPENT, Verdict.BRANCH);
      } else {
        set(output, entry, new UtxoEntry(UtxoKind.MAINCHAIN, height, true));
      }
    }

    @Override
    public void create(Hash output, UtxoKind kind) {
      if (violation == null) {
        set(output, get(output), new UtxoEntry(kind, height, false));
      }
    }
  }
}
