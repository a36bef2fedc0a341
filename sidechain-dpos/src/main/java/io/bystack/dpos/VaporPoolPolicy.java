package io.bystack.dpos;

import io.bystack.core.consensus.PoolLimits;
import io.bystack.core.consensus.PoolPolicy;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.consensus.TxOutcome;
import io.bystack.core.model.AssetId;
import io.bystack.core.model.CrossChainInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What the pool takes (spec/07 §8.2), and what it refuses beyond the reference: everything the
 * strict rules name (spec/07 §15.15, spec/08 §11.13).
 */
final class VaporPoolPolicy implements PoolPolicy {
  private static final String DUST = "transaction is dust tx";
  private static final PoolLimits LIMITS =
      new PoolLimits(
          65_536, 256L << 20, Duration.ofHours(1), 32_768, 64L << 20, Duration.ofSeconds(60));

  private final Set<AssetId> openAssets;
  private final boolean strict;
  private final SubProtocol sub;

  private VaporPoolPolicy(Set<AssetId> openAssets, boolean strict, SubProtocol sub) {
    this.openAssets = Set.copyOf(openAssets);
    this.strict = strict;
    this.sub = sub;
  }

  /**
   * Refuses what the strict rules name, on any network.
   *
   * @param openAssets assets of other federations whose claims are taken
   */
  static VaporPoolPolicy careful(Set<AssetId> openAssets) {
    return new VaporPoolPolicy(openAssets, true, SubProtocol.OFF);
  }

  /** Refuses only what the reference refuses. */
  static VaporPoolPolicy reference() {
    return new VaporPoolPolicy(Set.of(), false, SubProtocol.OFF);
  }

  /** The same with the say of a sub-protocol. */
  VaporPoolPolicy with(SubProtocol other) {
    return new VaporPoolPolicy(openAssets, strict, other);
  }

  @Override
  public void checkBefore(Transaction transaction) throws RuleViolation {
    if (isDust(transaction)) {
      throw RuleViolation.of(DUST, Verdict.COPY);
    }
    List<StrictRules.Finding> findings = strict ? StrictRules.findings(transaction) : List.of();
    if (!findings.isEmpty()) {
      throw ConsensusError.STRICT.violation().in(findings.getFirst().toString());
    }
  }

  private boolean isDust(Transaction transaction) {
    for (TxOutput output : transaction.outputs()) {
      if (output.value().amount() == 0) {
        return true;
      }
    }
    for (TxInput input : transaction.inputs()) {
      // Orders are matched by producers; from outside they may only be cancelled.
      if (OrderContract.isTradedBy(input)) {
        return true;
      }
      if (input instanceof CrossChainInput claim
          && OpenFederation.defines(claim.terms().definition())
          && !openAssets.contains(claim.source().value().asset())) {
        return true;
      }
    }
    return false;
  }

  /** A failed transaction gives nothing but its fee: never ours to spread (spec/08 §6.3). */
  @Override
  public void checkAfter(Transaction transaction, TxOutcome outcome, long height)
      throws RuleViolation {
    if (outcome.failed()) {
      throw outcome.error().orElseThrow();
    }
    if (height > sub.startHeight()) {
      sub.checkTransaction(transaction, false, height);
    }
  }

  @Override
  public PoolLimits limits() {
    return LIMITS;
  }
}
