package io.bystack.core.consensus;

import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.model.Transaction;
import io.bystack.core.validation.TransactionValidator;
import io.bystack.core.validation.TxVerdict;
import io.bystack.core.validation.ValidationContext;
import java.util.function.LongToIntFunction;

/**
 * A chain's transaction validator as the engine sees it.
 *
 * @param ruleSets numbers the rule sets by height, see {@link TransactionRules#ruleSet}
 */
public record ValidatedTransactions(TransactionValidator validator, LongToIntFunction ruleSets)
    implements TransactionRules {

  @Override
  public TxOutcome check(Transaction transaction, TxPlace place) {
    TxVerdict verdict =
        validator.validate(
            transaction,
            new ValidationContext(place.height(), place.blockVersion(), place.first()));
    // Arguments are not covered by the hash, so another copy of the same block may be good.
    return new TxOutcome(
        verdict.gasValid(),
        verdict.gasUsed(),
        verdict.btmValue(),
        verdict.error().map(e -> RuleViolation.of(e.message(), e.text(), Verdict.COPY)),
        verdict.heightBound());
  }

  @Override
  public boolean agreed(Transaction transaction, TxPlace place) {
    // With a single input that pays for gas there is only one order.
    return transaction.gasInputIds().size() < 2
        || validator.anyOrderSafe(
            transaction,
            new ValidationContext(place.height(), place.blockVersion(), place.first()));
  }

  @Override
  public int ruleSet(long height) {
    return ruleSets.applyAsInt(height);
  }
}
