package io.bystack.dpos.staking;

import io.bystack.core.bytes.Bytes;
import io.bystack.dpos.staking.Payout.Part;
import io.bystack.dpos.staking.Payout.Planned;
import io.bystack.dpos.staking.Payout.Purpose;
import io.bystack.dpos.staking.Payout.Terms;
import io.bystack.dpos.staking.Settlement.Income;
import io.bystack.dpos.staking.Settlement.Vote;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be paid for rounds that are in no payout yet.
 *
 * @param percent of the income that goes to voters
 */
public record PayoutPlan(Bytes xpub, int percent, long roundBlocks) {
  /** Most payments of one transaction: far below the gas that is free. */
  private static final int OUTPUTS = 500;

  /** The last heights of the rounds from a boundary to another that a journal does not have. */
  public List<Long> missing(PayoutJournal journal, long start, long end) {
    return java.util.stream.LongStream.iterate(
            start + roundBlocks, h -> h <= end, h -> h + roundBlocks)
        .filter(h -> !journal.has(Purpose.VOTERS, xpub, h))
        .boxed()
        .toList();
  }

  /** The payout of rounds with these incomes; empty if nobody is due anything. */
  public Optional<Payout> payout(List<Income> rounds, List<Vote> votes) {
    Map<Bytes, Long> due = Settlement.shares(rounds, votes, percent, roundBlocks);
    List<Part> parts =
        Settlement.batches(due, OUTPUTS).stream().map(b -> new Part(b, new Planned())).toList();
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Payout(
                0,
                new Terms(Purpose.VOTERS, xpub, percent),
                rounds.stream().map(Income::end).toList(),
                parts));
  }
}
