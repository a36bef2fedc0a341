package io.bystack.dpos.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import io.bystack.dpos.CoinbaseRules;
import io.bystack.dpos.DposNetwork;
import io.bystack.dpos.DposParameters;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** {@code subsidy.json}: the parameters of the known networks and their subsidies by height. */
final class SubsidyCheck implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("subsidy.json");
  }

  /** The main chain's file of this name is a list. */
  @Override
  public boolean understands(VectorFile file) throws IOException {
    return file.json().isObject();
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    for (Map.Entry<String, JsonNode> network : file.json().properties()) {
      DposParameters known = known(network.getKey());
      DposParameters given = ParameterJson.parameters(network.getValue().path("params"));
      report.expect(network.getKey(), "params", withoutSubsidies(given), withoutSubsidies(known));
      for (JsonNode row : network.getValue().path("table")) {
        long height = ParameterJson.number(row, "height");
        report.expect(
            network.getKey() + " " + height,
            "subsidy",
            ParameterJson.number(row, "subsidy"),
            known.subsidy(height));
      }
    }
  }

  /** The same ranges can be split differently, so the subsidies are compared by height. */
  private static DposParameters withoutSubsidies(DposParameters p) {
    CoinbaseRules coinbase =
        new CoinbaseRules(p.coinbase().pendingBlocks(), p.coinbase().arbitraryLimit(), List.of());
    return new DposParameters(p.round(), p.gas(), p.stake(), coinbase, p.forks());
  }

  private static DposParameters known(String network) {
    return switch (network) {
      case "mainnet" -> DposNetwork.mainnet().parameters();
      case "testnet" -> DposNetwork.testnet().parameters();
      case "solonet" -> DposNetwork.solonet().parameters();
      default -> throw new IllegalArgumentException("no network " + network);
    };
  }
}
