package io.bystack.dpos.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.bystack.core.api.ApiException;
import io.bystack.core.api.Endpoint;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.dpos.ConsensusView;
import io.bystack.dpos.DposNetwork;
import io.bystack.dpos.DposParameters;
import io.bystack.dpos.staking.Candidate;
import io.bystack.dpos.staking.Candidates;
import java.util.List;
import java.util.Locale;

/** Calls of our own about the election and the numbers of the network. */
public record CandidateEndpoints(ConsensusView view, DposNetwork network) {

  record CandidateView(
      @JsonProperty("place") int place,
      @JsonProperty("key") Bytes xpub,
      @JsonProperty("votes") long votes,
      @JsonProperty("standing") String standing,
      @JsonProperty("margin_to_produce") long toProduce,
      @JsonProperty("margin_to_standby") long toStandby) {
    static CandidateView of(Candidate c) {
      return new CandidateView(
          c.place(),
          c.xpub(),
          c.votes(),
          c.standing().name().toLowerCase(Locale.ROOT),
          c.margins().toProduce(),
          c.margins().toStandby());
    }
  }

  record CandidatesView(
      @JsonProperty("height") long height,
      @JsonProperty("candidates") List<CandidateView> candidates) {}

  record RulesView(
      @JsonProperty("chain_id") String chainId,
      @JsonProperty("address_prefix") String addressPrefix,
      @JsonProperty("height") long height,
      @JsonProperty("height_time_ms") long heightTime,
      @JsonProperty("irreversible_height") long irreversible,
      @JsonProperty("block_interval_ms") long intervalMs,
      @JsonProperty("round_blocks") long roundBlocks,
      @JsonProperty("vote_lock_blocks") long voteLock,
      @JsonProperty("coinbase_lock_blocks") long coinbaseLock,
      @JsonProperty("min_vote") long minVote,
      @JsonProperty("min_producer_votes") long minProducerVotes,
      @JsonProperty("free_gas") long freeGas,
      @JsonProperty("gas_price") long gasPrice,
      @JsonProperty("max_transaction_gas") long maxTransactionGas,
      @JsonProperty("rules_digest") Hash rulesDigest) {}

  /** The endpoints. */
  public List<Endpoint<?, ?>> endpoints() {
    return List.of(
        Endpoint.of(
            "/bystack/candidates",
            CandidatesView.class,
            "All keys with votes, most votes first, amounts in the smallest unit.",
            this::candidates),
        Endpoint.of(
            "/bystack/rules",
            RulesView.class,
            "The numbers of the network and the state of the chain that wallets need.",
            this::rules));
  }

  private CandidatesView candidates() throws ApiException {
    try {
      long height = view.best().height();
      return new CandidatesView(
          height, Candidates.now(view).stream().map(CandidateView::of).toList());
    } catch (RuleViolation e) {
      throw ApiException.of(e.getMessage());
    }
  }

  private RulesView rules() {
    DposParameters p = network.parameters();
    return new RulesView(
        network.chainId(),
        network.addressPrefix(),
        view.best().height(),
        view.best().timestamp(),
        view.finalBlock().height(),
        p.round().blockIntervalMs(),
        p.round().roundVoteBlocks(),
        p.stake().votePendingBlocks(),
        p.coinbase().pendingBlocks(),
        p.stake().minVoteOutput(),
        p.stake().minConsensusNodeVotes(),
        p.gas().defaultCredit(),
        p.gas().vmGasRate(),
        p.gas().maxTransactionGas(),
        network.rules().digest());
  }
}
