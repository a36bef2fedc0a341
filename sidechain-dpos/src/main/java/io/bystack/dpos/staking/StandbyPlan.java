package io.bystack.dpos.staking;

import io.bystack.core.bytes.Bytes;
import io.bystack.dpos.staking.Payout.Part;
import io.bystack.dpos.staking.Payout.Planned;
import io.bystack.dpos.staking.Payout.Purpose;
import io.bystack.dpos.staking.Payout.Terms;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a standby node is to be paid for rounds that are in no payout yet, by the formula of the
 * reference's tool: the same for every round (spec/07 §11.2).
 *
 * @param program control program of the address the node is paid at
 */
public record StandbyPlan(Bytes xpub, Bytes program) {

  /** Those of the rounds the node was on standby in that a journal does not have. */
  public List<Long> missing(PayoutJournal journal, List<Long> rounds) {
    return rounds.stream().filter(end -> !journal.has(Purpose.STANDBY, xpub, end)).toList();
  }

  /** The payout of rounds; empty if there are none. */
  public Optional<Payout> payout(List<Long> rounds) {
    if (rounds.isEmpty()) {
      return Optional.empty();
    }
    long due = Math.multiplyExact(rounds.size(), Settlement.STANDBY_REWARD);
    Part part = new Part(Map.of(program, due), new Planned());
    return Optional.of(new Payout(0, new Terms(Purpose.STANDBY, xpub, 100), rounds, List.of(part)));
  }
}
