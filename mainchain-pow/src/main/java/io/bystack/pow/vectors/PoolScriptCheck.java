package io.bystack.pow.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.BlockAssembler;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolEntry;
import io.bystack.core.chain.PoolOptions;
import io.bystack.core.chain.PoolOutcome;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.MerkleTree;
import io.bystack.core.model.Transaction;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.consensus.Subsidy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The script of the reference's pool and block template, run on a pool that behaves like it. */
final class PoolScriptCheck implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("txpool.json");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws Exception {
    JsonNode script = file.json();
    VectorFile prefix = file.sibling("chain_prefix.jsonl");
    try (RecordedNode node = new RecordedNode(EngineOptions.REFERENCE)) {
      node.processPrefix(prefix, script.get("prefix_height").asLong());
      PoolOptions like = PoolOptions.of(node.engine().protocol().poolPolicy().limits());
      Mempool pool =
          Mempool.follow(node.engine(), new PoolOptions(like.limits(), like.maxAncestors(), true));
      int index = 0;
      for (JsonNode step : script.get("steps")) {
        List<String> wrong = step(node, pool, step);
        if (wrong.isEmpty()) {
          report.pass();
        } else {
          String label = "step " + index + " " + step.path("note").asText();
          report.fail(label, String.join("; ", wrong));
        }
        index++;
      }
    }
  }

  private static List<String> step(RecordedNode node, Mempool pool, JsonNode step)
      throws Exception {
    List<String> wrong = new ArrayList<>();
    switch (step.get("op").asText()) {
      case "submit_tx" -> submit(pool, step, wrong);
      case "block" -> {
        node.process(step);
        EventScriptCheck.compareState(node, step, wrong);
      }
      case "template" -> compareTemplate(node, pool, step, wrong);
      case "pool" -> {
        // Only the pool is compared, below.
      }
      default -> wrong.add("unknown op " + step.get("op"));
    }
    if (step.has("pool")) {
      List<String> ids = pool.entries().stream().map(e -> e.id().toHex()).sorted().toList();
      EventScriptCheck.expect("pool", texts(step.get("pool")), ids, wrong);
    }
    return wrong;
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(t -> texts.add(t.asText()));
    return texts;
  }

  private static void submit(Mempool pool, JsonNode step, List<String> wrong) throws Exception {
    Transaction transaction = ClassicFormat.INSTANCE.parseTransaction(step.get("raw").asText());
    PoolOutcome outcome = pool.submit(transaction);
    String id = transaction.id().toHex();
    EventScriptCheck.expect("tx_id", step.get("tx_id").asText(), id, wrong);
    EventScriptCheck.expect(
        "is_orphan",
        step.get("is_orphan").asBoolean(),
        outcome.place() == PoolOutcome.Place.ORPHAN,
        wrong);
    String rule = outcome.violation().map(RuleViolation::rule).orElse("");
    EventScriptCheck.expect("error_kind", step.get("error_kind").asText(), rule, wrong);
    Optional<PoolEntry> entry = pool.get(transaction.id());
    EventScriptCheck.expect("in_pool", step.get("in_pool").asBoolean(), entry.isPresent(), wrong);
    if (entry.isPresent()) {
      String fee = Long.toUnsignedString(entry.get().fee());
      EventScriptCheck.expect("fee", step.get("fee").asText(), fee, wrong);
      boolean failed = entry.get().outcome().failed();
      EventScriptCheck.expect("status_fail", step.get("status_fail").asBoolean(), failed, wrong);
    }
  }

  private static void compareTemplate(
      RecordedNode node, Mempool pool, JsonNode step, List<String> wrong) throws Exception {
    BlockRef parent = node.engine().best();
    BlockAssembler assembler = new BlockAssembler(pool, parent);
    assembler.fill(() -> false);
    BlockAssembler.Choice choice = assembler.choice();
    Transaction coinbase =
        ClassicFormat.INSTANCE.parseTransaction(step.get("coinbase_raw").asText());
    List<Hash> ids =
        Stream.concat(Stream.of(coinbase), choice.transactions().stream())
            .map(Transaction::id)
            .toList();
    long height = parent.height() + 1;
    EventScriptCheck.expect("height", step.get("height").asLong(), height, wrong);
    EventScriptCheck.expect(
        "previous", step.get("previous").asText(), parent.hash().toHex(), wrong);
    EventScriptCheck.expect(
        "tx_ids", texts(step.get("tx_ids")), ids.stream().map(Hash::toHex).toList(), wrong);
    EventScriptCheck.expect(
        "coinbase_amount",
        step.get("coinbase_amount").asText(),
        Long.toUnsignedString(Subsidy.at(height) + choice.fees()),
        wrong);
    EventScriptCheck.expect(
        "transaction_root",
        step.get("transaction_root").asText(),
        MerkleTree.transactionRoot(ids).toHex(),
        wrong);
    EventScriptCheck.expect(
        "status_root", step.get("status_root").asText(), choice.status().root().toHex(), wrong);
  }
}
