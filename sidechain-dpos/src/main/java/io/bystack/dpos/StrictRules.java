package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.model.Block;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.CrossChainInput;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.TxStatus;
import io.bystack.core.model.VetoInput;
import io.bystack.core.model.VoteOutput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what {@link StrictRule} forbids. Pure. */
public final class StrictRules {
  private StrictRules() {}

  /**
   * A forbidden thing.
   *
   * @param transaction id of the transaction it is in
   */
  public record Finding(StrictRule rule, Hash transaction, String facts) {
    @Override
    public String toString() {
      return rule.text() + ", transaction " + transaction + (facts.isEmpty() ? "" : ": " + facts);
    }
  }

  /**
   * Refuses a block that has any finding.
   *
   * @param due what its coinbase has to pay, in canonical order
   */
  static void check(Block block, TxStatus status, List<Reward> due) throws RuleViolation {
    List<Finding> findings = findings(block, status, due);
    if (!findings.isEmpty()) {
      throw ConsensusError.STRICT.ofBlock(findings.getFirst().toString());
    }
  }

  /**
   * Everything forbidden in a block.
   *
   * @param due what its coinbase has to pay, in canonical order
   */
  static List<Finding> findings(Block block, TxStatus status, List<Reward> due) {
    List<Finding> findings = new ArrayList<>();
    block.transactions().forEach(t -> findings.addAll(findings(t)));
    coinbase(block, due).ifPresent(findings::add);
    coinbaseHeight(block).ifPresent(findings::add);
    for (int i = 0; i < status.size(); i++) {
      if (status.failed(i)) {
        findings.add(new Finding(StrictRule.FAILED_STATUS, block.transactions().get(i).id(), ""));
      }
    }
    return findings;
  }

  /** Everything forbidden that a transaction shows by itself. */
  public static List<Finding> findings(Transaction transaction) {
    List<Finding> findings = new ArrayList<>();
    for (TxOutput output : transaction.outputs()) {
      if (output instanceof VoteOutput vote) {
        vote(vote).ifPresent(rule -> add(findings, rule, transaction, vote.vote().toHex()));
      }
    }
    inputs(transaction, findings);
    if (!transaction.isCanonical()) {
      add(findings, StrictRule.NON_CANONICAL_BYTES, transaction, "");
    }
    return findings;
  }

  private static void add(
      List<Finding> findings, StrictRule rule, Transaction transaction, String facts) {
    findings.add(new Finding(rule, transaction.id(), facts));
  }

  private static Optional<StrictRule> vote(VoteOutput vote) {
    if (vote.isRetirement()) {
      return Optional.of(StrictRule.RETIRED_VOTE);
    }
    return isPoint(vote.vote()) ? Optional.empty() : Optional.of(StrictRule.VOTE_KEY_NOT_A_POINT);
  }

  private static boolean isPoint(Bytes xpub) {
    return xpub.length() == ConsensusNode.XPUB_SIZE && Ed25519.isPoint(xpub.slice(0, 32));
  }

  private static void inputs(Transaction transaction, List<Finding> findings) {
    // Most transactions have one input, which is no other's double.
    boolean several = transaction.inputs().size() > 1;
    Set<Hash> spent = several ? new HashSet<>() : Set.of();
    Set<Hash> claimed = several ? new HashSet<>() : Set.of();
    for (int i = 0; i < transaction.inputs().size(); i++) {
      TxInput input = transaction.inputs().get(i);
      Optional<Hash> output = transaction.spentOutputId(i);
      switch (input) {
        case SpendInput _, VetoInput _ -> {
          if (several && !spent.add(output.orElseThrow())) {
            add(findings, StrictRule.DUPLICATE_INPUT, transaction, output.get().toHex());
          }
        }
        case CrossChainInput claim -> {
          if (several && !claimed.add(output.orElseThrow())) {
            add(findings, StrictRule.DUPLICATE_CLAIM, transaction, output.get().toHex());
          }
          claim(claim).ifPresent(rule -> add(findings, rule, transaction, output.get().toHex()));
        }
        default -> {}
      }
    }
  }

  private static Optional<StrictRule> claim(CrossChainInput claim) {
    boolean btm = claim.source().value().asset().isBtm();
    if (btm && OpenFederation.defines(claim.terms().definition())) {
      return Optional.of(StrictRule.OPEN_FEDERATION_BTM);
    }
    boolean freeBytes =
        !claim.source().program().code().isEmpty()
            || !claim.source().suffix().isEmpty()
            || !claim.suffixes().isEmpty()
            || (btm
                && !(claim.terms().definition().isEmpty()
                    && claim.terms().program().code().isEmpty()));
    if (freeBytes) {
      return Optional.of(StrictRule.MALLEABLE_CLAIM);
    }
    return claim.source().value().amount() == 0
        ? Optional.of(StrictRule.EMPTY_CLAIM)
        : Optional.empty();
  }

  /** The first transaction is a coinbase: nothing to the producer now, then exactly what is due. */
  static Optional<Finding> coinbase(Block block, List<Reward> due) {
    Transaction first = block.transactions().getFirst();
    boolean canonical =
        first.inputs().size() == 1
            && first.inputs().getFirst() instanceof CoinbaseInput
            && first.outputs().size() == due.size() + 1
            && first.outputs().getFirst().value().amount() == 0;
    for (int i = 0; canonical && i < first.outputs().size(); i++) {
      TxOutput output = first.outputs().get(i);
      canonical = output.value().asset().isBtm() && (i == 0 || due.get(i - 1).equals(paid(output)));
    }
    return canonical
        ? Optional.empty()
        : Optional.of(new Finding(StrictRule.COINBASE_NOT_CANONICAL, first.id(), ""));
  }

  /**
   * A coinbase begins with a zero byte and the digits of the height, and no further digit: so no
   * two of a chain are one transaction.
   */
  private static Optional<Finding> coinbaseHeight(Block block) {
    Transaction first = block.transactions().getFirst();
    if (!(first.inputs().getFirst() instanceof CoinbaseInput coinbase)) {
      return Optional.empty();
    }
    Bytes arbitrary = coinbase.arbitrary();
    Bytes height = Bytes.of(0).concat(Bytes.utf8(Long.toString(block.height())));
    boolean named =
        arbitrary.startsWith(height)
            && (arbitrary.length() == height.length() || !isDigit(arbitrary.at(height.length())));
    return named
        ? Optional.empty()
        : Optional.of(
            new Finding(StrictRule.COINBASE_WITHOUT_HEIGHT, first.id(), arbitrary.toHex()));
  }

  private static boolean isDigit(byte text) {
    return text >= '0' && text <= '9';
  }

  private static Reward paid(TxOutput output) {
    return new Reward(output.program().code(), output.value().amount());
  }
}
