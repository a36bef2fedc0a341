package io.bystack.dpos.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.PoolOutcome;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import io.bystack.core.vectors.VectorReport;
import io.bystack.dpos.BlockSignature;
import io.bystack.dpos.ConsensusNode;
import io.bystack.dpos.ConsensusResult;
import io.bystack.dpos.ConsensusView;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One node's lines of a script. */
final class ScriptRun {
  private final List<JsonNode> rows;
  private final int firstIndex;
  private final Path folder;
  private final boolean ownSignaturesDiffer;
  private final List<JsonNode> replayed = new ArrayList<>();
  private ScriptNode node;
  private int generation;
  private int betterFrom = Integer.MAX_VALUE;

  /**
   * @param firstIndex index of the first row, for labels
   * @param ownSignaturesDiffer the reference signs what we do not: only the chain is compared
   */
  ScriptRun(List<JsonNode> rows, int firstIndex, Path folder, boolean ownSignaturesDiffer) {
    this.rows = rows;
    this.firstIndex = firstIndex;
    this.folder = folder;
    this.ownSignaturesDiffer = ownSignaturesDiffer;
  }

  void run(VectorReport report) throws Exception {
    JsonNode init = rows.getFirst();
    node = new ScriptNode(init, folder.resolve("0"));
    try {
      report.expect(
          label(0),
          "genesis",
          init.path("genesis").path("raw").asText(),
          node.protocol().parameters().genesis().toHex());
      for (int i = 1; i < rows.size(); i++) {
        if (i + 1 < rows.size() && rows.get(i + 1).has("expected_better")) {
          betterFrom = i;
        }
        step(i, report);
      }
    } finally {
      node.close();
    }
  }

  private String label(int i) {
    JsonNode row = rows.get(i);
    String name = row.path("note").asText(row.path("case").asText());
    return "#%d %s %s".formatted(firstIndex + i, row.path("op").asText(), name);
  }

  private void step(int i, VectorReport report) throws Exception {
    JsonNode row = rows.get(i);
    Map<String, Object> expected = new LinkedHashMap<>();
    Map<String, Object> actual = new LinkedHashMap<>();
    switch (row.path("op").asText()) {
      case "block" -> block(i, expected, actual);
      case "signature" -> signature(row, expected, actual);
      case "witness" -> witness(row, expected, actual);
      case "leader", "nodes", "result", "coinbase_rewards" -> question(row, expected, actual);
      case "rollback" -> node.engine().rewind(ParameterJson.number(row, "height"));
      case "restart" -> node.restart();
      case "forget" -> forget(row);
      case "note" -> better(row, expected, actual);
      case "tx" -> transaction(row, expected, actual);
      case "pool" -> pool(row, expected, actual);
      default -> {
        report.fail(label(i), "unknown operation");
        return;
      }
    }
    if (row.has("state") && i < betterFrom) {
      state(row.path("state"), expected, actual);
    }
    report.expect(label(i), "outcome", expected, actual);
  }

  private void state(JsonNode state, Map<String, Object> expected, Map<String, Object> actual) {
    BlockRef best = node.engine().best();
    BlockRef irreversible = node.rules().finalBlock();
    put("best", state.path("best").asLong(), best.height(), expected, actual);
    if (state.has("best_hash")) {
      put("best_hash", state.path("best_hash").asText(), best.hash().toHex(), expected, actual);
    }
    if (ownSignaturesDiffer && irreversible.height() > state.path("irr").asLong()) {
      // We have kept our signature for the main chain, which becomes irreversible earlier by it.
      put("irr", true, node.engine().tree().onMainChain(irreversible), expected, actual);
      return;
    }
    put("irr", state.path("irr").asLong(), irreversible.height(), expected, actual);
    if (state.has("irr_hash")) {
      String hash = irreversible.hash().toHex();
      put("irr_hash", state.path("irr_hash").asText(), hash, expected, actual);
    }
  }

  private static void put(
      String field,
      Object expect,
      Object got,
      Map<String, Object> expected,
      Map<String, Object> actual) {
    expected.put(field, expect);
    actual.put(field, got);
  }

  private void block(int i, Map<String, Object> expected, Map<String, Object> actual)
      throws Exception {
    JsonNode row = rows.get(i);
    Block block = node.protocol().format().parseBlock(row.path("raw").asText());
    put("hash", row.path("hash").asText(), block.hash().toHex(), expected, actual);
    BlockOutcome outcome = node.engine().process(block, "script");
    replayed.add(row);
    if (i < betterFrom) {
      put("orphan", row.path("orphan").asBoolean(), outcome.isOrphan(), expected, actual);
    }
    ErrorText.put(row.path("error"), outcome.violation(), expected, actual);
    if (row.has("stored")) {
      boolean stored = node.engine().tree().find(block.hash()).isPresent();
      put("stored", row.path("stored").asBoolean(), stored, expected, actual);
    }
    announced(row, expected, actual);
  }

  private void transaction(JsonNode row, Map<String, Object> expected, Map<String, Object> actual)
      throws DecodeException {
    Transaction transaction = node.protocol().format().parseTransaction(row.path("raw").asText());
    put("id", row.path("id").asText(), transaction.id().toHex(), expected, actual);
    PoolOutcome outcome = node.pool().submit(transaction);
    boolean orphan = outcome.place() == PoolOutcome.Place.ORPHAN;
    put("orphan", row.path("orphan").asBoolean(), orphan, expected, actual);
    ErrorText.putRule(row.path("error"), outcome.violation(), expected, actual);
    if (row.has("pool")) {
      pool(row, expected, actual);
    }
    if (row.has("pool_size_better")) {
      int size = row.path("pool_size_better").asInt();
      put("pool size", size, node.pool().size(), expected, actual);
    }
  }

  private void pool(JsonNode row, Map<String, Object> expected, Map<String, Object> actual) {
    List<String> wanted = new ArrayList<>();
    row.path("pool").forEach(id -> wanted.add(id.asText()));
    List<String> got = node.pool().entries().stream().map(e -> e.id().toHex()).sorted().toList();
    put("pool", wanted.stream().sorted().toList(), got, expected, actual);
  }

  private void signature(JsonNode row, Map<String, Object> expected, Map<String, Object> actual) {
    Optional<RuleViolation> violation = Optional.empty();
    try {
      node.rules().receive(signatureOf(row));
    } catch (RuleViolation e) {
      violation = Optional.of(e);
    }
    replayed.add(row);
    ErrorText.put(row.path("error"), violation, expected, actual);
    if (violation.isEmpty()) {
      announced(row, expected, actual);
    } else {
      // Where only the switch failed we pass the signature on, the reference does not.
      node.takeAnnounced();
    }
  }

  private static BlockSignature signatureOf(JsonNode row) {
    return new BlockSignature(
        Hash.fromHex(row.path("block_hash").asText()),
        Bytes.fromHex(row.path("signature").asText()),
        Bytes.fromHex(row.path("xpub").asText()));
  }

  private void announced(JsonNode row, Map<String, Object> expected, Map<String, Object> actual) {
    List<BlockSignature> got = node.takeAnnounced();
    if (ownSignaturesDiffer) {
      boolean onMain =
          got.stream()
              .filter(s -> Optional.of(s.xpub()).equals(node.self()))
              .allMatch(s -> onMainChain(s.block()));
      put("own signatures are of the main chain", true, onMain, expected, actual);
    } else if (row.has("broadcast_signatures")) {
      List<String> wanted = new ArrayList<>();
      row.path("broadcast_signatures").forEach(s -> wanted.add(text(signatureOf(s))));
      put(
          "broadcast_signatures",
          wanted.stream().sorted().toList(),
          got.stream().map(ScriptRun::text).sorted().toList(),
          expected,
          actual);
    }
  }

  private static String text(BlockSignature signature) {
    return signature.block() + ":" + signature.xpub() + ":" + signature.signature();
  }

  private boolean onMainChain(Hash block) {
    return node.engine().tree().find(block).map(node.engine().tree()::onMainChain).orElse(false);
  }

  private void witness(JsonNode row, Map<String, Object> expected, Map<String, Object> actual)
      throws RuleViolation {
    BlockRef block = find(row, "hash");
    List<String> wanted = new ArrayList<>();
    row.path("witness").forEach(entry -> wanted.add(entry.asText()));
    List<String> got = new ArrayList<>();
    node.rules().witness(block.hash()).forEach(entry -> got.add(entry.toHex()));
    if (ownSignaturesDiffer) {
      BlockRef parent = node.engine().tree().parent(block).orElseThrow();
      int own = view().nodesAfter(parent).orderOf(node.self().orElseThrow()).orElseThrow();
      boolean signed = !got.get(own).isEmpty();
      put(
          "not signed, or main chain",
          true,
          !signed || onMainChain(block.hash()),
          expected,
          actual);
      wanted.set(own, "");
      got.set(own, "");
    }
    put("witness", wanted, got, expected, actual);
  }

  private ConsensusView view() {
    return node.rules().view();
  }

  private BlockRef find(JsonNode row, String field) {
    Hash hash = Hash.fromHex(row.path(field).asText());
    return node.engine()
        .tree()
        .find(hash)
        .orElseThrow(() -> new IllegalStateException("no block " + hash));
  }

  private void question(JsonNode row, Map<String, Object> expected, Map<String, Object> actual) {
    Optional<RuleViolation> violation = Optional.empty();
    try {
      ask(row, expected, actual);
    } catch (RuleViolation e) {
      violation = Optional.of(e);
    }
    ErrorText.put(row.path("error"), violation, expected, actual);
  }

  private void ask(JsonNode row, Map<String, Object> expected, Map<String, Object> actual)
      throws RuleViolation {
    switch (row.path("op").asText()) {
      case "leader" -> {
        ConsensusNode producer =
            view().producer(find(row, "parent"), ParameterJson.number(row, "timestamp"));
        put("xpub", row.path("xpub").asText(), producer.xpub().toHex(), expected, actual);
      }
      case "nodes" -> {
        List<ConsensusNode> nodes = view().nodesAfter(find(row, "parent")).list();
        put("nodes", ElectionsCheck.nodes(row.path("nodes")), nodes, expected, actual);
      }
      case "coinbase_rewards" ->
          put(
              "rewards",
              RewardOrderCheck.rewards(row.path("rewards")),
              view().rewardsDueAfter(find(row, "parent")),
              expected,
              actual);
      default -> {
        ConsensusResult result = view().resultAfter(find(row, "hash"));
        put("votes", ParameterJson.amounts(row.path("votes")), result.votes(), expected, actual);
        put(
            "rewards",
            ParameterJson.amounts(row.path("rewards")),
            result.rewards(),
            expected,
            actual);
        put(
            "seq",
            row.path("seq").asLong(),
            result.seq(view().parameters().round()),
            expected,
            actual);
        put(
            "block_hash",
            row.path("block_hash").asText(),
            result.blockHash().toHex(),
            expected,
            actual);
      }
    }
  }

  /** Replays everything but the forgotten block on a new node. */
  private void forget(JsonNode row) throws Exception {
    replayed.removeIf(r -> r.path("hash").asText().equals(row.path("hash").asText()));
    node.close();
    node = new ScriptNode(rows.getFirst(), folder.resolve(String.valueOf(++generation)));
    for (JsonNode earlier : replayed) {
      if (earlier.path("op").asText().equals("block")) {
        node.engine()
            .process(node.protocol().format().parseBlock(earlier.path("raw").asText()), "script");
      } else {
        replaySignature(earlier);
      }
    }
    node.takeAnnounced();
  }

  private void replaySignature(JsonNode row) {
    try {
      node.rules().receive(signatureOf(row));
    } catch (RuleViolation e) {
      // It was refused the first time too, and checked then.
      node.takeAnnounced();
    }
  }

  /** What a better node than the reference has reached by now. */
  private void better(JsonNode row, Map<String, Object> expected, Map<String, Object> actual) {
    if (row.has("expected_better")) {
      String best = row.path("expected_better").path("best_hash").asText();
      put("best_hash", best, node.engine().best().hash().toHex(), expected, actual);
    }
  }
}
