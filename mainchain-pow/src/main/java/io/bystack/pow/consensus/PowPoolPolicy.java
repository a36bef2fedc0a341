package io.bystack.pow.consensus;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.PoolLimits;
import io.bystack.core.consensus.PoolPolicy;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxInput;
import java.time.Duration;
import java.util.Set;

/**
 * Which transactions wait for a block here (spec/03 §9): local policy, blocks may hold others.
 * Peers punish those who send what fails here.
 */
final class PowPoolPolicy implements PoolPolicy {
  private static final String BANNED = "input script have been banned";
  private static final String DUST = "transaction is dust tx";

  /** Programs whose outputs were taken from their owners; the reference refuses their spends. */
  private static final Set<Bytes> BANNED_PROGRAMS =
      Set.of(
          Bytes.fromHex("00205ed7a7a4b2eefa30918e5643fbee1c10ec9c6cc18fa05aa44c417e40a26c823c"),
          Bytes.fromHex("00207261ab30edd9b1b5e60c7c173dc43ea8945af8d5784f82c7950a832b2016add1"),
          Bytes.fromHex("00206119cb7ddbcd222970e0d7390e67e9e9fe557cf954185c8671857470e594cf09"),
          Bytes.fromHex("002055a48737d18ad264e3e7992b76a428cbff4fdc3eeb6e8c2424a7e46c2b8b659e"),
          Bytes.fromHex("0014e0035362db772a9410dc4918652b050ed6f99f7b"));

  private static final PoolLimits LIMITS =
      new PoolLimits(
          50_000, 64L << 20, Duration.ofDays(3), 2_000, 16L << 20, Duration.ofMinutes(10));

  @Override
  public void checkBefore(Transaction transaction) throws RuleViolation {
    for (TxInput input : transaction.inputs()) {
      if (input instanceof SpendInput spend
          && BANNED_PROGRAMS.contains(spend.spent().program().code())) {
        throw RuleViolation.of(BANNED, Verdict.COPY);
      }
    }
    if (transaction.inputs().stream().noneMatch(PowPoolPolicy::bringsBtm)
        || transaction.outputs().stream().anyMatch(o -> o.value().amount() == 0)) {
      throw RuleViolation.of(DUST, Verdict.COPY);
    }
  }

  /** A coinbase does not: what it brings is not said by the input. */
  private static boolean bringsBtm(TxInput input) {
    return input.value().map(v -> v.asset().isBtm()).orElse(false);
  }

  @Override
  public PoolLimits limits() {
    return LIMITS;
  }
}
