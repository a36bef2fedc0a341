package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.RuleViolation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Who produces a round, from the votes at the end of the round before (spec/07 §2.4). */
public final class Election {
  /** More votes first; equal votes by key, the greater first. */
  private static final Comparator<ConsensusNode> RANKING =
      ((Comparator<ConsensusNode>) (a, b) -> Long.compareUnsigned(b.votes(), a.votes()))
          .thenComparing(ConsensusNode::xpub, Comparator.reverseOrder());

  private Election() {}

  /**
   * The producers elected by {@code votes} (key → neu, unsigned); the federation if nobody has
   * enough.
   *
   * @param federation consensus keys of the federation in its order; all of them produce then
   * @throws RuleViolation {@code bad key string} if any key with enough votes, whatever its rank,
   *     is not 64 bytes long: no block can follow
   */
  public static ConsensusNodes elect(
      Map<Bytes, Long> votes, DposParameters parameters, List<Bytes> federation)
      throws RuleViolation {
    List<ConsensusNode> elected = ranking(votes, parameters.stake().minConsensusNodeVotes());
    for (ConsensusNode node : elected) {
      if (node.xpub().length() != ConsensusNode.XPUB_SIZE) {
        throw ConsensusError.BAD_KEY.violation();
      }
    }
    if (elected.isEmpty()) {
      return new ConsensusNodes(federation.stream().map(k -> new ConsensusNode(k, 0)).toList());
    }
    int places = Math.min(elected.size(), parameters.round().consensusNodes());
    return new ConsensusNodes(elected.subList(0, places));
  }

  /** All keys with at least {@code minVotes}, best first; places 0…N-1 produce. */
  public static List<ConsensusNode> ranking(Map<Bytes, Long> votes, long minVotes) {
    List<ConsensusNode> ranking = new ArrayList<>();
    votes.forEach((key, amount) -> {
      if (Long.compareUnsigned(amount, minVotes) >= 0) {
        ranking.add(new ConsensusNode(key, amount));
      }
    });
    ranking.sort(RANKING);
    return ranking;
  }
}
