package io.bystack.dpos.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.model.Block;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import io.bystack.dpos.Federation;
import io.bystack.dpos.VaporGenesis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code genesis.json}: federations, their keys and programs, and the genesis blocks they give. */
final class GenesisCheck implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("genesis.json");
  }

  @Override
  public boolean understands(VectorFile file) throws IOException {
    return file.json().path(0).has("federation_multisig_script");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    int index = 0;
    for (JsonNode row : file.json()) {
      List<String> expected = new ArrayList<>();
      row.path("consensus_xpubs").forEach(x -> expected.add(x.asText()));
      for (String field :
          List.of(
              "federation_multisig_script",
              "federation_wscript",
              "federation_wscript_after_fork",
              "raw",
              "hash",
              "tx_id")) {
        expected.add(row.path(field).asText());
      }
      report.expect(VectorCheck.label(row, index++), "all fields", expected, compute(row));
    }
  }

  private static List<String> compute(JsonNode row) {
    List<String> xpubs = new ArrayList<>();
    row.path("federation").path("xpubs").forEach(x -> xpubs.add(x.asText()));
    Federation federation =
        Federation.parse(xpubs, (int) ParameterJson.number(row.path("federation"), "quorum"));
    Block genesis = VaporGenesis.of(row.path("network").asText(), federation.program());
    List<String> values =
        new ArrayList<>(federation.consensusKeys().stream().map(Bytes::toHex).toList());
    values.add(federation.script().toHex());
    values.add(federation.program().toHex());
    values.add(Federation.afterCrossInFork().program().toHex());
    values.add(genesis.toHex());
    values.add(genesis.hash().toHex());
    values.add(genesis.transactions().getFirst().id().toHex());
    return values;
  }
}
