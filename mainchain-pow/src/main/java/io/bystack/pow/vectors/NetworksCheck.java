package io.bystack.pow.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.consensus.Checkpoint;
import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import io.bystack.pow.ClassicHeader;
import io.bystack.pow.consensus.CompactTarget;
import io.bystack.pow.consensus.PowNetwork;
import io.bystack.pow.consensus.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The shipped networks: names, ports, seeds, checkpoints and genesis. Every field is a row. */
final class NetworksCheck implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("networks.json");
  }

  @Override
  public boolean understands(VectorFile file) throws IOException {
    return file.json().path("mainnet").has("genesis_bits");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    Set<Map.Entry<String, JsonNode>> networks = file.json().properties();
    for (Map.Entry<String, JsonNode> entry : networks) {
      Map<String, String> actual = facts(PowNetwork.of(entry.getKey()));
      for (Map.Entry<String, JsonNode> field : entry.getValue().properties()) {
        report.expect(
            entry.getKey(), field.getKey(), text(field.getValue()), actual.get(field.getKey()));
      }
    }
  }

  private static String text(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    if (!value.isArray()) {
      return value.asText();
    }
    List<String> items = new ArrayList<>();
    for (JsonNode item : value) {
      items.add(
          item.isObject()
              ? item.path("height").asText() + ":" + item.path("hash").asText()
              : item.asText());
    }
    return String.join(" ", items);
  }

  private static Map<String, String> facts(PowNetwork network) {
    Block genesis = network.parameters().genesis();
    ClassicHeader header = (ClassicHeader) genesis.header();
    Transaction coinbase = genesis.transactions().getFirst();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("name", network.naming().name());
    facts.put("bech32_hrp", network.naming().addressPrefix());
    facts.put("default_port", network.peering().defaultPort());
    facts.put("dns_seeds", String.join(" ", network.peering().dnsSeeds()));
    List<String> checkpoints = new ArrayList<>();
    for (Checkpoint c : network.parameters().checkpoints()) {
      checkpoints.add(c.height() + ":" + c.hash());
    }
    facts.put("checkpoints", String.join(" ", checkpoints));
    facts.put("genesis_bits", Long.toUnsignedString(header.bits()));
    facts.put("genesis_bits_hex", HexFormat.of().toHexDigits(header.bits()));
    facts.put("genesis_hash", genesis.hash().toHex());
    facts.put("genesis_merkle_root", header.transactionRoot().toHex());
    facts.put("genesis_nonce", Long.toString(header.nonce()));
    facts.put("genesis_output_ids", coinbase.resultId(0).toHex());
    facts.put("genesis_raw_block", genesis.toHex());
    facts.put("genesis_raw_header", header.toHex());
    facts.put("genesis_status_hash", header.statusRoot().toHex());
    facts.put("genesis_target", CompactTarget.toTarget(header.bits()).toString(16));
    facts.put("genesis_timestamp", Long.toString(header.timestamp()));
    facts.put("genesis_tx_id", coinbase.id().toHex());
    facts.put("genesis_tx_raw", coinbase.toHex());
    facts.put("genesis_work", CompactTarget.work(header.bits()).toString());
    facts.put("initial_seed", Seed.INITIAL.toHex());
    return facts;
  }
}
