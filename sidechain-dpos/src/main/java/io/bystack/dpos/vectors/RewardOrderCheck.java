package io.bystack.dpos.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import io.bystack.dpos.Reward;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code reward_order.json}: the order in which a canonical coinbase pays. */
final class RewardOrderCheck implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("reward_order.json");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    int index = 0;
    for (JsonNode row : file.json()) {
      report.expect(
          VectorCheck.label(row, index++),
          "sorted",
          rewards(row.path("sorted")),
          Reward.canonical(ParameterJson.amounts(row.path("rewards"))));
    }
  }

  /** A list of {@code {amount, program}}. */
  static List<Reward> rewards(JsonNode list) {
    List<Reward> rewards = new ArrayList<>();
    for (JsonNode reward : list) {
      rewards.add(
          new Reward(
              Bytes.fromHex(reward.path("program").asText()),
              ParameterJson.number(reward, "amount")));
    }
    return rewards;
  }
}
