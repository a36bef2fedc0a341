package io.bystack.core.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.AssetAmount;
import io.bystack.core.model.AssetId;
import io.bystack.core.model.CoinbaseInput;
import io.bystack.core.model.CrossChainInput;
import io.bystack.core.model.CrossChainOutput;
import io.bystack.core.model.Entry;
import io.bystack.core.model.IntraChainOutput;
import io.bystack.core.model.IssuanceInput;
import io.bystack.core.model.OriginalOutput;
import io.bystack.core.model.OutputSuffixes;
import io.bystack.core.model.Program;
import io.bystack.core.model.SpendCommitment;
import io.bystack.core.model.SpendInput;
import io.bystack.core.model.Transaction;
import io.bystack.core.model.TxInput;
import io.bystack.core.model.TxOutput;
import io.bystack.core.model.UnknownInput;
import io.bystack.core.model.VetoInput;
import io.bystack.core.model.VoteOutput;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Compares a decoded transaction with a transaction record of the encoding vectors by writing it in
 * the same form: every field of the row must be one of ours and equal.
 */
final class TransactionRow {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<String> ABOUT_THE_ROW =
      Set.of("name", "kind", "origin", "result", "reencoded");

  private final Transaction tx;

  private TransactionRow(Transaction tx) {
    this.tx = tx;
  }

  /** The first difference between row and transaction, if any. */
  static Optional<String> difference(JsonNode row, Transaction tx) {
    ObjectNode ours = new TransactionRow(tx).json();
    for (var field : row.properties()) {
      if (!ABOUT_THE_ROW.contains(field.getKey())) {
        JsonNode actual = ours.get(field.getKey());
        if (!sameText(field.getValue(), actual)) {
          return Optional.of(field.getKey() + " expected " + field.getValue() + ", got " + actual);
        }
      }
    }
    return Optional.empty();
  }

  /** Equality where numbers and texts are compared as texts, objects by the fields of the first. */
  private static boolean sameText(JsonNode expected, JsonNode actual) {
    if (actual == null) {
      return false;
    }
    if (expected.isObject()) {
      return expected.properties().stream()
          .allMatch(e -> sameText(e.getValue(), actual.get(e.getKey())));
    }
    if (expected.isArray()) {
      if (expected.size() != actual.size()) {
        return false;
      }
      for (int i = 0; i < expected.size(); i++) {
        if (!sameText(expected.get(i), actual.get(i))) {
          return false;
        }
      }
      return true;
    }
    return expected.asText().equals(actual.asText());
  }

  private ObjectNode json() {
    ObjectNode json = JSON.objectNode();
    json.put("raw", tx.toHex());
    json.put("version", tx.version());
    json.put("time_range", tx.timeRange());
    json.put("serialized_size", tx.serializedSize());
    json.put("tx_id", tx.id().toHex());
    json.put("mux_id", tx.muxId().toHex());
    ArrayNode inputs = json.putArray("inputs");
    for (int i = 0; i < tx.inputs().size(); i++) {
      inputs.add(input(i));
    }
    ArrayNode outputs = json.putArray("outputs");
    for (int i = 0; i < tx.outputs().size(); i++) {
      outputs.add(output(i));
    }
    ArrayNode entries = json.putArray("entries");
    tx.entries().stream()
        .sorted(Comparator.comparing(Entry::id))
        .forEach(
            e -> entries.addObject().put("type", e.type().entryName()).put("id", e.id().toHex()));
    json.set("gas_input_ids", sorted(tx.gasInputIds()));
    json.set("spent_output_ids", sorted(tx.spentOutputIds()));
    json.set("mainchain_output_ids", sorted(tx.mainchainOutputIds()));
    return json;
  }

  private static ArrayNode sorted(List<Hash> hashes) {
    ArrayNode array = JSON.arrayNode();
    hashes.stream().sorted().forEach(h -> array.add(h.toHex()));
    return array;
  }

  private ObjectNode input(int index) {
    TxInput input = tx.inputs().get(index);
    ObjectNode json = JSON.objectNode();
    json.put("asset_version", input.assetVersion());
    json.put("commitment_suffix", input.suffixes().commitment().toHex());
    json.put("witness_suffix", input.suffixes().witness().toHex());
    json.put("input_id", tx.inputId(index).toHex());
    json.put("sighash", tx.sigHash(index).toHex());
    tx.spentOutputId(index).ifPresent(id -> json.put("spent_output_id", id.toHex()));
    switch (input) {
      case SpendInput i -> spent(json.put("type", "spend"), i.spent());
      case VetoInput i -> {
        spent(json.put("type", "veto"), i.spent());
        json.put("vote", i.vote().toHex());
      }
      case CrossChainInput i -> {
        spent(json.put("type", "cross_chain_in"), i.source());
        json.put("asset_definition", i.terms().definition().toHex());
        json.put("issuance_program", i.terms().program().code().toHex());
        json.put("issuance_vm_version", i.terms().program().vmVersion());
      }
      case IssuanceInput i -> {
        value(json.put("type", "issuance"), i.issued());
        json.put("nonce", i.nonce().toHex());
        json.put("asset_definition", i.terms().definition().toHex());
        json.put("issuance_program", i.terms().program().code().toHex());
        json.put("vm_version", i.terms().program().vmVersion());
      }
      case CoinbaseInput i -> json.put("type", "coinbase").put("arbitrary", i.arbitrary().toHex());
      case UnknownInput _ -> json.put("type", "unknown");
    }
    ArrayNode arguments = json.putArray("arguments");
    input.arguments().stream().map(Bytes::toHex).forEach(arguments::add);
    return json;
  }

  private static void spent(ObjectNode json, SpendCommitment spent) {
    json.put("source_id", spent.sourceId().toHex());
    json.put("source_position", spent.sourcePosition());
    json.put("spend_commitment_suffix", spent.suffix().toHex());
    value(json, spent.value());
    program(json, spent.program());
  }

  private static void value(ObjectNode json, AssetAmount value) {
    boolean absent = value.asset().equals(AssetId.ABSENT);
    json.put("asset_id", absent ? "" : value.asset().value().toHex());
    json.put("amount", value.amount());
  }

  private static void program(ObjectNode json, Program program) {
    json.put("vm_version", program.vmVersion());
    json.put("control_program", program.code().toHex());
  }

  private ObjectNode output(int index) {
    TxOutput output = tx.outputs().get(index);
    ObjectNode json = JSON.objectNode();
    json.put("asset_version", output.assetVersion());
    json.put("result_id", tx.resultId(index).toHex());
    json.put("entry_type", tx.resultType(index).entryName());
    value(json, output.value());
    program(json, output.program());
    switch (output) {
      case OriginalOutput o ->
          json.put("type", "original").put("commitment_suffix", o.suffix().toHex());
      case IntraChainOutput o -> suffixes(json.put("type", "intra_chain"), o.suffixes());
      case CrossChainOutput o -> suffixes(json.put("type", "cross_chain_out"), o.suffixes());
      case VoteOutput o -> {
        suffixes(json.put("type", "vote"), o.suffixes());
        json.put("vote", o.vote().toHex());
      }
    }
    return json;
  }

  private static void suffixes(ObjectNode json, OutputSuffixes suffixes) {
    json.put("inner_suffix", suffixes.inner().toHex());
    json.put("outer_suffix", suffixes.outer().toHex());
  }
}
