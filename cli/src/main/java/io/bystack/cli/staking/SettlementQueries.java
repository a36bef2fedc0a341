package io.bystack.cli.staking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.staking.ChainQueries.Rules;
import io.bystack.core.bytes.Bytes;
import io.bystack.dpos.staking.Candidates;
import io.bystack.dpos.staking.Settlement;
import io.bystack.dpos.staking.Settlement.Income;
import io.bystack.dpos.staking.Settlement.Vote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the sharing of rewards needs to know of a chain (spec/07 §11.1): incomes of rounds and votes
 * that stood, from the node's own blocks.
 */
record SettlementQueries(ChainQueries chain, Rules rules) {
  // The reference's tool begins behind ten places, whatever number of producers a network has.
  private static final int FIRST_STANDBY = 10;

  /** Checks a share of the income, before anything is asked for. */
  static void checkPercent(int percent) {
    if (percent < 0 || percent > 100) {
      throw CommandException.usage("--percent is " + percent, "0 to 100 is expected", "");
    }
  }

  /**
   * Checks a range of rounds.
   *
   * @param start end of the round before the first one
   * @param end of the last round
   */
  void checkRounds(long start, long end) {
    long round = rules.roundBlocks();
    if (start < 0 || start % round != 0 || end % round != 0 || start >= end) {
      throw CommandException.usage(
          "--start " + start + " and --end " + end + " are no rounds",
          "multiples of " + round + " are expected, the first smaller",
          "");
    }
    if (end > lastSettled()) {
      throw CommandException.failed(
          "the round that ends at " + end + " is not settled yet",
          "block " + (end + 1) + " must be irreversible, the chain is at " + rules.irreversible(),
          "Wait, or use a smaller --end.");
    }
  }

  /** The end of the last round whose rewards are paid irreversibly; 0 if there is none. */
  long lastSettled() {
    long last = Math.max(0, rules.irreversible() - 1);
    return last - last % rules.roundBlocks();
  }

  /**
   * What a producer got for a round: the first payment to it in the block behind the round, else a
   * standby reward.
   *
   * @param programs where its rewards go
   * @param round its last height
   */
  Optional<Income> income(Bytes xpub, Collection<Bytes> programs, long round) {
    JsonNode block =
        chain.client().call("/get-block", ChainQueries.object().put("block_height", round + 1));
    for (JsonNode output : block.path("transactions").path(0).path("outputs")) {
      String paid = output.path("control_program").asText();
      boolean own = programs.stream().anyMatch(program -> program.toHex().equals(paid));
      if (own && output.path("amount").asLong() > 0) {
        return Optional.of(new Income(round, output.path("amount").asLong()));
      }
    }
    return standbyNodes(round).contains(xpub)
        ? Optional.of(new Income(round, Settlement.STANDBY_REWARD))
        : Optional.empty();
  }

  /** The programs a producer named in the blocks it made in a round. */
  Set<Bytes> rewardPrograms(Bytes xpub, long round) {
    ObjectNode request = ChainQueries.object().put("key", xpub.toHex()).put("end_height", round);
    Set<Bytes> programs = new TreeSet<>();
    chain
        .client()
        .call("/bystack/income", request)
        .path("control_programs")
        .forEach(program -> programs.add(Bytes.fromHex(program.asText())));
    return programs;
  }

  /** The nodes that stood behind the producers when a round began, best first. */
  List<Bytes> standbyNodes(long round) {
    ObjectNode request = ChainQueries.object().put("block_height", round - rules.roundBlocks());
    JsonNode votes = chain.client().call("/get-vote-result", request);
    List<Bytes> nodes = new ArrayList<>();
    for (int place = FIRST_STANDBY;
        place < Candidates.STANDBY_PLACES && place < votes.size();
        place++) {
      JsonNode row = votes.path(place);
      if (row.path("vote_number").asLong() >= rules.minProducerVotes()) {
        nodes.add(Bytes.fromHex(row.path("vote").asText()));
      }
    }
    return nodes;
  }

  /** All votes for a producer up to a height, withdrawn ones included. */
  List<Vote> votes(Bytes xpub, long to) {
    Map<String, Vote> votes = new HashMap<>();
    ObjectNode request = ChainQueries.object().put("vote", xpub.toHex());
    read(request.put("to_height", to), part -> add(part, votes));
    return List.copyOf(votes.values());
  }

  private static void add(JsonNode part, Map<String, Vote> votes) {
    for (JsonNode vote : part.path("votes")) {
      votes.put(
          vote.path("id").asText(),
          new Vote(
              Bytes.fromHex(vote.path("control_program").asText()),
              vote.path("amount").asLong(),
              vote.path("height").asLong(),
              Optional.empty()));
    }
    for (JsonNode gone : part.path("withdrawals")) {
      Optional<Long> height = Optional.of(gone.path("height").asLong());
      votes.computeIfPresent(
          gone.path("id").asText(), (_, v) -> new Vote(v.program(), v.amount(), v.made(), height));
    }
  }

  /** The producers a program has voted for up to a height, whether the votes still stand or not. */
  Set<Bytes> votedFor(Bytes program, long to) {
    Set<Bytes> keys = new TreeSet<>();
    ObjectNode request = ChainQueries.object().put("control_program", program.toHex());
    read(
        request.put("to_height", to),
        part ->
            part.path("votes")
                .forEach(vote -> keys.add(Bytes.fromHex(vote.path("vote").asText()))));
    return keys;
  }

  @FunctionalInterface
  private interface PartReader {
    void read(JsonNode part);
  }

  private void read(ObjectNode request, PartReader reader) {
    Optional<Long> next = Optional.of(0L);
    while (next.isPresent()) {
      JsonNode part = chain.client().call("/bystack/votes", request.put("from_height", next.get()));
      reader.read(part);
      next = chain.next(part);
    }
  }
}
