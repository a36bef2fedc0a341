package io.bystack.dpos.staking;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.crypto.Ed25519;
import io.bystack.dpos.ConsensusNode;
import io.bystack.dpos.ConsensusView;
import io.bystack.dpos.Election;
import io.bystack.dpos.staking.Candidate.Margins;
import io.bystack.dpos.staking.Candidate.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The ranking of all keys with votes, for {@code candidate list} and {@code candidate show}. */
public final class Candidates {
  /** The last standby place. */
  public static final int STANDBY_PLACES = 42;

  private final long minVotes;
  private final int producers;

  private Candidates(long minVotes, int producers) {
    this.minVotes = minVotes;
    this.producers = producers;
  }

  /**
   * The ranking at the chain's best block.
   *
   * @throws RuleViolation if votes cannot be computed there
   */
  public static List<Candidate> now(ConsensusView view) throws RuleViolation {
    return of(
        view.resultAfter(view.best()).votes(),
        view.parameters().stake().minConsensusNodeVotes(),
        view.parameters().round().consensusNodes());
  }

  /**
   * The ranking of given votes.
   *
   * @param minVotes neu needed to produce
   * @param producers places that produce
   */
  static List<Candidate> of(Map<Bytes, Long> votes, long minVotes, int producers) {
    Candidates ranks = new Candidates(minVotes, producers);
    List<ConsensusNode> ranking = Election.ranking(votes, 0);
    List<Candidate> rows = new ArrayList<>();
    for (int i = 0; i < ranking.size(); i++) {
      ConsensusNode node = ranking.get(i);
      Margins margins =
          new Margins(
              ranks.margin(ranking, i, producers), ranks.margin(ranking, i, STANDBY_PLACES));
      rows.add(new Candidate(i + 1, node.xpub(), node.votes(), ranks.standing(i, node), margins));
    }
    return rows;
  }

  private Standing standing(int index, ConsensusNode node) {
    if (node.xpub().length() != ConsensusNode.XPUB_SIZE
        || !Ed25519.isPoint(node.xpub().slice(0, 32))) {
      return Standing.NO_KEY;
    }
    if (Long.compareUnsigned(node.votes(), minVotes) < 0) {
      return Standing.BELOW_MINIMUM;
    }
    if (index < producers) {
      return Standing.PRODUCER;
    }
    return index < STANDBY_PLACES ? Standing.STANDBY : Standing.WAITING;
  }

  /** Distance of a row to the border behind {@code places}, the minimum of votes included. */
  private long margin(List<ConsensusNode> ranking, int index, int places) {
    long own = ranking.get(index).votes();
    boolean inside = index < places;
    int rival = inside ? places : places - 1;
    long border =
        rival < ranking.size() ? Math.max(ranking.get(rival).votes(), minVotes) : minVotes;
    return own - border;
  }
}
