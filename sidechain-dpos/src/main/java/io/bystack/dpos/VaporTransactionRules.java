package io.bystack.dpos;

import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.consensus.TransactionRules;
import io.bystack.core.consensus.TxOutcome;
import io.bystack.core.consensus.TxPlace;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.model.Transaction;
import io.bystack.core.validation.TxVerdict;
import io.bystack.core.validation.ValidationContext;

/** The side chain's rules of one transaction, for the engine. */
final class VaporTransactionRules implements TransactionRules {
  private final ForkHeights forks;
  private final VaporTransactionValidator validator;

  VaporTransactionRules(DposParameters parameters, FederationPrograms federation) {
    this.forks = parameters.forks();
    this.validator =
        new VaporTransactionValidator(parameters, federation, Ed25519.verifier()::verify);
  }

  @Override
  public TxOutcome check(Transaction transaction, TxPlace place) {
    TxVerdict verdict =
        validator.validate(
            transaction,
            new ValidationContext(place.height(), place.blockVersion(), place.first()));
    return new TxOutcome(
        verdict.gasValid(),
        verdict.gasUsed(),
        verdict.btmValue(),
        verdict.error().map(e -> RuleViolation.of(e.message(), e.text(), Verdict.COPY)),
        verdict.heightBound());
  }

  @Override
  public int ruleSet(long height) {
    return (height >= forks.softFork001() ? 1 : 0) + (height > forks.crossInFork() ? 2 : 0);
  }
}
