package io.bystack.dpos.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import io.bystack.dpos.Slots;
import java.io.IOException;

/** {@code leaders.json}: whose turn a timestamp is. */
final class LeadersCheck implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("leaders.json");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    for (JsonNode grid : file.json()) {
      long interval = ParameterJson.number(grid, "block_interval_ms");
      int nodes = Math.toIntExact(ParameterJson.number(grid, "nodes"));
      Slots slots =
          new Slots(
              ParameterJson.number(grid, "round_last_block_timestamp") + interval,
              ParameterJson.number(grid, "blocks_each_node"),
              interval);
      String label = nodes + " nodes, " + slots;
      report.expect(label, "start", ParameterJson.number(grid, "start"), slots.start());
      for (JsonNode row : grid.path("cases")) {
        long timestamp = ParameterJson.number(row, "timestamp");
        report.expect(
            label + " at " + Long.toUnsignedString(timestamp),
            "order",
            (int) ParameterJson.number(row, "order"),
            slots.order(timestamp, nodes));
      }
    }
  }
}
