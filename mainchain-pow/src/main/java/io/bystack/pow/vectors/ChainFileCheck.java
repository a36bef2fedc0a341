package io.bystack.pow.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.StoredBlock;
import io.bystack.core.chain.UtxoDigest;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.util.ArrayList;
import java.util.List;

/** Recorded chains: every block connects and changes the unspent outputs as recorded. */
final class ChainFileCheck implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.matches("chain_(long|node|prefix)\\.jsonl");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws Exception {
    try (RecordedNode node = new RecordedNode(EngineOptions.DEFAULT);
        MappingIterator<JsonNode> rows = file.rows()) {
      while (rows.hasNext()) {
        JsonNode row = rows.next();
        BlockOutcome outcome = node.process(row);
        List<String> wrong = new ArrayList<>();
        outcome.violation().map(RuleViolation::getMessage).ifPresent(wrong::add);
        compare(row, node, wrong);
        String label = "height " + row.path("height").asText();
        if (wrong.isEmpty()) {
          report.pass();
        } else {
          report.fail(label, String.join("; ", wrong));
        }
      }
    }
  }

  private static void compare(JsonNode row, RecordedNode node, List<String> wrong) {
    ChainEngine engine = node.engine();
    expect(row, "hash", engine.best().hash(), wrong);
    expect(row, "height", engine.best().height(), wrong);
    expect(row, "timestamp", engine.best().timestamp(), wrong);
    expect(row, "work_sum", engine.best().weight(), wrong);
    compareTransactions(row, engine, wrong);
    for (JsonNode id : row.path("utxo_created")) {
      if (!unspent(engine, id)) {
        wrong.add("output " + id.asText() + " should be unspent");
      }
    }
    for (JsonNode id : row.path("utxo_spent")) {
      if (unspent(engine, id)) {
        wrong.add("output " + id.asText() + " should be spent");
      }
    }
    if (row.hasNonNull("utxo_digest")) {
      UtxoDigest digest = node.utxoDigest();
      expect(row, "utxo_digest", digest.digest(), wrong);
      expect(row, "utxo_count", digest.count(), wrong);
    }
  }

  private static void compareTransactions(JsonNode row, ChainEngine engine, List<String> wrong) {
    StoredBlock stored = engine.storedBlock(engine.best().hash()).orElseThrow();
    for (int i = 0; i < row.path("tx_ids").size(); i++) {
      String id = stored.block().transactions().get(i).id().toHex();
      if (!id.equals(row.get("tx_ids").get(i).asText())) {
        wrong.add("tx_ids[" + i + "] is " + id);
      }
    }
    for (int i = 0; i < row.path("status_fail").size(); i++) {
      if (stored.status().failed(i) != row.get("status_fail").get(i).asBoolean()) {
        wrong.add("status_fail[" + i + "] is " + stored.status().failed(i));
      }
    }
  }

  private static boolean unspent(ChainEngine engine, JsonNode id) {
    return engine.utxo(Hash.fromHex(id.asText())).filter(e -> !e.spent()).isPresent();
  }

  private static void expect(JsonNode row, String field, Object actual, List<String> wrong) {
    if (row.has(field) && !row.get(field).asText().equals(actual.toString())) {
      wrong.add(field + " expected " + row.get(field).asText() + ", got " + actual);
    }
  }
}
