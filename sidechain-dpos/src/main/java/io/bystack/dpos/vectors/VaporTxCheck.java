package io.bystack.dpos.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.crypto.KeyException;
import io.bystack.core.crypto.XPub;
import io.bystack.core.validation.TransactionValidator;
import io.bystack.core.vectors.TxRows;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import io.bystack.dpos.DposNetwork;
import io.bystack.dpos.DposParameters;
import io.bystack.dpos.FederationPrograms;
import io.bystack.dpos.VaporFormat;
import io.bystack.dpos.VaporTransactionValidator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole side-chain transactions with the outcome of their validation, and the federation's
 * programs.
 */
final class VaporTxCheck implements VectorCheck {
  private static final String FEDERATION = "tx_vapor_federation.json";

  @Override
  public boolean handles(String fileName) {
    return fileName.equals("tx_vapor.jsonl")
        || fileName.equals("tx_vapor_aliasing.jsonl")
        || fileName.equals(FEDERATION);
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException, KeyException {
    if (file.name().equals(FEDERATION)) {
      checkFederation(file.json(), report);
      return;
    }
    JsonNode federation = file.sibling(FEDERATION).json();
    TransactionValidator mainnet = validator(DposNetwork.mainnet(), federation);
    TransactionValidator solonet = validator(DposNetwork.solonet(), federation);
    new TxRows(VaporFormat.INSTANCE)
        .check(file, row -> row.path("net").asText().equals("solonet") ? solonet : mainnet, report);
  }

  private static TransactionValidator validator(DposNetwork network, JsonNode federation)
      throws KeyException {
    DposParameters parameters = network.parameters();
    return new VaporTransactionValidator(
        parameters,
        FederationPrograms.of(
            keys(federation), federation.path("quorum").asInt(), parameters.forks().crossInFork()),
        Ed25519.verifier()::verify);
  }

  private static List<XPub> keys(JsonNode federation) throws KeyException {
    List<XPub> keys = new ArrayList<>();
    for (JsonNode key : federation.path("xpubs")) {
      keys.add(XPub.parse(key.asText()));
    }
    return keys;
  }

  private static void checkFederation(JsonNode row, VectorReport report) throws KeyException {
    long fork = DposNetwork.mainnet().parameters().forks().crossInFork();
    int quorum = row.path("quorum").asInt();
    FederationPrograms programs = FederationPrograms.of(keys(row), quorum, fork);
    List<String> expected =
        List.of(
            row.path("federation_script").asText(),
            row.path("federation_p2wsh_height_le_128957600").asText(),
            row.path("federation_p2wsh_height_gt_128957600").asText());
    List<String> actual =
        List.of(
            FederationPrograms.script(keys(row), quorum).toHex(),
            programs.at(fork).toHex(),
            programs.at(fork + 1).toHex());
    report.expect("federation", "script and programs", expected, actual);
  }
}
