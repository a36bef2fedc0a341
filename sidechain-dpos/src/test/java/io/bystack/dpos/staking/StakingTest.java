package io.bystack.dpos.staking;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.XPrv;
import io.bystack.dpos.staking.Candidate.Standing;
import io.bystack.dpos.staking.Settlement.Income;
import io.bystack.dpos.staking.Settlement.Vote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StakingTest {
  private static final Bytes ALICE = Bytes.of(1);
  private static final Bytes BOB = Bytes.of(2);

  private static Bytes key(int i) {
    return XPrv.root(new byte[] {(byte) i}).xpub().bytes();
  }

  @Test
  void ranksCandidatesAndTellsTheirMargins() {
    Map<Bytes, Long> votes = new HashMap<>();
    votes.put(key(1), 500L);
    votes.put(key(2), 300L);
    votes.put(key(3), 200L);
    votes.put(key(4), 90L);
    votes.put(Bytes.of(7), 250L);
    List<Candidate> rows = Candidates.of(votes, 100, 2);
    assertThat(rows).extracting(Candidate::votes).containsExactly(500L, 300L, 250L, 200L, 90L);
    assertThat(rows)
        .extracting(Candidate::standing)
        .containsExactly(
            Standing.PRODUCER,
            Standing.PRODUCER,
            Standing.NO_KEY,
            Standing.STANDBY,
            Standing.BELOW_MINIMUM);
    assertThat(rows.get(1).margins().toProduce()).isEqualTo(50);
    assertThat(rows.get(3).margins().toProduce()).isEqualTo(-100);
    assertThat(rows.get(4).margins().toStandby()).isEqualTo(-10);
  }

  @Test
  void sharesByVotesThatStoodAllRound() {
    List<Vote> votes =
        List.of(
            new Vote(ALICE, 100, 5, Optional.empty()),
            new Vote(BOB, 50, 1_200, Optional.of(2_401L)),
            // Withdrawn in the first block of the round still counts; cast in it does not.
            new Vote(BOB, 50, 10, Optional.of(1_201L)),
            new Vote(BOB, 1_000, 1_201, Optional.empty()));
    Map<Bytes, Long> due = Settlement.shares(List.of(new Income(2_400, 1_001)), votes, 50, 1_200);
    assertThat(due).containsExactlyInAnyOrderEntriesOf(Map.of(ALICE, 250L, BOB, 250L));
    assertThat(Settlement.STANDBY_REWARD).isEqualTo(237_823_439);
  }

  @Test
  void roundsDownPerRoundAndSplitsPayments() {
    List<Vote> votes =
        List.of(new Vote(ALICE, 1, 0, Optional.empty()), new Vote(BOB, 2, 0, Optional.empty()));
    Map<Bytes, Long> due =
        Settlement.shares(List.of(new Income(2_400, 10), new Income(3_600, 10)), votes, 100, 1_200);
    assertThat(due).containsExactlyInAnyOrderEntriesOf(Map.of(ALICE, 6L, BOB, 12L));
    assertThat(Settlement.batches(due, 1)).hasSize(2);
  }

  @Test
  void nobodyIsDueAnythingForVotesOfNothing() {
    List<Vote> votes = List.of(new Vote(ALICE, 0, 0, Optional.empty()));
    assertThat(Settlement.shares(List.of(new Income(2_400, 10)), votes, 100, 1_200))
        .containsExactlyInAnyOrderEntriesOf(Map.of(ALICE, 0L));
    assertThat(Settlement.divide(new Income(2_400, 10), votes, 100, 1_200).due(BOB)).isZero();
  }
}
