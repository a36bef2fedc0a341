package io.bystack.dpos.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import io.bystack.dpos.DposNetwork;
import io.bystack.dpos.RoundRules;
import io.bystack.dpos.Slots;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code observed_*.json}: what was seen of a running network of solonet parameters. Producers must
 * be those of our slots, timestamps at least an interval apart, and what each node calls
 * irreversible never above its best block and never going down.
 */
final class ObservedCheck implements VectorCheck {
  private static final RoundRules ROUND = DposNetwork.solonet().parameters().round();

  @Override
  public boolean handles(String fileName) {
    return fileName.startsWith("observed_") && fileName.endsWith(".json");
  }

  @Override
  public boolean understands(VectorFile file) throws IOException {
    return file.json().has("monitor");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    JsonNode json = file.json();
    List<String> order = new ArrayList<>();
    json.path("order_of_nodes").forEach(node -> order.add(node.asText()));
    blocks(json.path("blocks"), order, report);
    monitor(json.path("monitor"), report);
  }

  private static void blocks(JsonNode blocks, List<String> order, VectorReport report) {
    Slots slots = null;
    long previous = 0;
    for (JsonNode block : blocks) {
      long height = ParameterJson.number(block, "height");
      long timestamp = ParameterJson.number(block, "timestamp");
      if (height > 0) {
        boolean apart = timestamp - previous >= ROUND.blockIntervalMs();
        String producer = apart ? order.get(slots.order(timestamp, order.size())) : "too early";
        report.expect("block " + height, "producer", block.path("producer").asText(), producer);
      }
      if (ROUND.endsRound(height)) {
        slots = Slots.after(timestamp, ROUND);
      }
      previous = timestamp;
    }
  }

  private static void monitor(JsonNode samples, VectorReport report) {
    Map<String, Long> last = new HashMap<>();
    int index = 0;
    for (JsonNode sample : samples) {
      boolean grows = true;
      for (Map.Entry<String, JsonNode> node : sample.properties()) {
        if (node.getValue().isArray()) {
          long best = node.getValue().path(0).asLong();
          long irreversible = node.getValue().path(1).asLong();
          long before = last.getOrDefault(node.getKey(), 0L);
          grows &= before <= irreversible && irreversible <= best;
          last.put(node.getKey(), irreversible);
        }
      }
      report.expect("sample " + index++, "irreversible between its last and best", true, grows);
    }
  }
}
