package io.bystack.dpos.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import io.bystack.dpos.ConsensusNode;
import io.bystack.dpos.DposNetwork;
import io.bystack.dpos.DposParameters;
import io.bystack.dpos.Election;
import io.bystack.dpos.Federation;
import io.bystack.dpos.RoundRules;
import io.bystack.dpos.StakeRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code elections.json}: votes to producers. */
final class ElectionsCheck implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("elections.json");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    List<Bytes> federation = Federation.vaporDefault().consensusKeys();
    int index = 0;
    for (JsonNode row : file.json().path("cases")) {
      String label = VectorCheck.label(row, index++);
      try {
        report.expect(
            label,
            "nodes",
            nodes(row.path("nodes")),
            Election.elect(ParameterJson.amounts(row.path("votes")), parameters(row), federation)
                .list());
      } catch (RuleViolation e) {
        report.fail(label, e.getMessage());
      }
    }
  }

  private static DposParameters parameters(JsonNode row) {
    DposParameters mainnet = DposNetwork.mainnet().parameters();
    RoundRules round =
        new RoundRules(
            mainnet.round().roundVoteBlocks(),
            mainnet.round().blocksEachNode(),
            Math.toIntExact(ParameterJson.number(row, "num_consensus_nodes")),
            mainnet.round().blockIntervalMs(),
            mainnet.round().maxTimeOffsetMs());
    StakeRules stake = new StakeRules(ParameterJson.number(row, "min_votes"), 1, 1);
    return new DposParameters(round, mainnet.gas(), stake, mainnet.coinbase(), mainnet.forks());
  }

  /** A list of {@code {order, xpub, votes}} in order. */
  static List<ConsensusNode> nodes(JsonNode list) {
    List<ConsensusNode> nodes = new ArrayList<>();
    for (JsonNode node : list) {
      if (ParameterJson.number(node, "order") != nodes.size()) {
        throw new IllegalArgumentException("order is " + node.path("order") + ", not in order");
      }
      nodes.add(
          new ConsensusNode(
              Bytes.fromHex(node.path("xpub").asText()), ParameterJson.number(node, "votes")));
    }
    return nodes;
  }
}
