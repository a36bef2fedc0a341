package io.bystack.pow.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.UtxoDigest;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.util.ArrayList;
import java.util.List;

/** Event scripts: what becomes of each block, and the state after each step. */
final class EventScriptCheck implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.matches("events_.*\\.json");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws Exception {
    JsonNode script = file.json();
    VectorFile prefix = file.sibling(plainName(script.get("prefix_file").asText()));
    try (RecordedNode node = new RecordedNode(EngineOptions.REFERENCE)) {
      node.processPrefix(prefix, script.get("prefix_height").asLong());
      int index = 0;
      for (JsonNode step : script.get("steps")) {
        List<String> wrong = step(node, step);
        String label = "step " + index++ + " " + step.path("note").asText();
        if (wrong.isEmpty()) {
          report.pass();
        } else {
          report.fail(label, String.join("; ", wrong));
        }
      }
    }
  }

  private static String plainName(String name) {
    return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
  }

  private static List<String> step(RecordedNode node, JsonNode step) throws Exception {
    List<String> wrong = new ArrayList<>();
    switch (step.get("op").asText()) {
      case "block" -> {
        BlockOutcome outcome = node.process(step);
        expect("is_orphan", step.path("is_orphan").asBoolean(), outcome.isOrphan(), wrong);
        String rule = outcome.violation().map(RuleViolation::rule).orElse("");
        expect("error_kind", step.path("error_kind").asText(), rule, wrong);
      }
      case "restart" -> node.restart();
      default -> wrong.add("unknown op " + step.get("op"));
    }
    compareState(node, step, wrong);
    return wrong;
  }

  static void compareState(RecordedNode node, JsonNode step, List<String> wrong) {
    expect("best_hash", step.get("best_hash").asText(), node.engine().best().hash().toHex(), wrong);
    expect("best_height", step.get("best_height").asLong(), node.engine().best().height(), wrong);
    if (step.hasNonNull("utxo_digest")) {
      UtxoDigest digest = node.utxoDigest();
      expect("utxo_digest", step.get("utxo_digest").asText(), digest.digest().toHex(), wrong);
      expect("utxo_count", step.get("utxo_count").asLong(), digest.count(), wrong);
    }
  }

  static void expect(String field, Object expected, Object actual, List<String> wrong) {
    if (!expected.equals(actual)) {
      wrong.add(field + " expected " + expected + ", got " + actual);
    }
  }
}
