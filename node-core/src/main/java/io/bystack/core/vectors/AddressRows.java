package io.bystack.core.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.Address;
import io.bystack.core.crypto.AddressException;
import io.bystack.core.crypto.DeriveRule;
import io.bystack.core.crypto.KeyException;
import io.bystack.core.crypto.KeyQuorum;
import io.bystack.core.crypto.Mnemonic;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.crypto.XPub;
import io.bystack.core.hash.Sha3;
import io.bystack.core.model.IssuanceTerms;
import io.bystack.core.model.Program;
import io.bystack.core.vm.StandardPrograms;
import java.util.ArrayList;
import java.util.List;

/** Rows of derivation paths, addresses, multisig scripts and issuance keys. */
final class AddressRows {
  private static final List<String> PREFIXES =
      List.of("bm", "tm", "sm", "vp", "tp", "sp", "bn", "tn", "sn");

  private AddressRows() {}

  static void address(JsonNode row, String label, VectorReport report) throws Exception {
    List<Bytes> path =
        DeriveRule.of(row.path("derive_rule").asInt())
            .accountPath(
                row.path("account_index").bigIntegerValue().longValue(),
                row.path("change").asBoolean(),
                row.path("address_index").bigIntegerValue().longValue());
    XPrv root = Mnemonic.rootKey(row.path("mnemonic").asText());
    XPub child = root.xpub().derive(path);
    Bytes program = StandardPrograms.payToKey(child.publicKey());
    List<String> expected = new ArrayList<>(RowCheck.texts(row.path("path")));
    List<String> actual = new ArrayList<>(path.stream().map(Bytes::toHex).toList());
    for (String field : new String[] {"root_xpub", "child_xprv", "child_xpub", "pubkey"}) {
      expected.add(row.path(field).asText());
    }
    expected.add(row.path("pubkey_hash").asText());
    expected.add(row.path("control_program").asText());
    actual.add(root.xpub().toString());
    actual.add(root.derive(path).toSecretHex());
    actual.add(child.toString());
    actual.add(child.publicKey().toHex());
    actual.add(program.slice(2, program.length()).toHex());
    actual.add(program.toHex());
    compareAddresses(row, program, expected, actual);
    report.expect(label, "keys and addresses", expected, actual);
  }

  static void multisig(JsonNode row, String label, VectorReport report) throws Exception {
    if (row.has("op")) {
      quorum(row, label, report);
      return;
    }
    List<Bytes> path =
        DeriveRule.of(row.path("derive_rule").asInt())
            .accountPath(
                row.path("account_index").bigIntegerValue().longValue(),
                row.path("change").asBoolean(),
                row.path("address_index").bigIntegerValue().longValue());
    int quorum = row.path("quorum").asInt();
    List<Bytes> keys = KeyQuorum.of(xpubs(row.path("xpubs")), quorum).publicKeys(path);
    Bytes script = StandardPrograms.multisig(keys, quorum);
    Bytes program = StandardPrograms.payToScript(script);
    List<String> expected = new ArrayList<>(RowCheck.texts(row.path("path")));
    List<String> actual = new ArrayList<>(path.stream().map(Bytes::toHex).toList());
    expected.addAll(RowCheck.texts(row.path("pubkeys")));
    keys.forEach(key -> actual.add(key.toHex()));
    expected.add(row.path("script").asText());
    actual.add(script.toHex());
    expected.add(row.path("script_hash").asText());
    actual.add(Sha3.sha3(script).toHex());
    expected.add(row.path("control_program").asText());
    actual.add(program.toHex());
    compareAddresses(row, program, expected, actual);
    report.expect(label, "script and addresses", expected, actual);
  }

  /** The row says how many keys there were, not which. */
  private static void quorum(JsonNode row, String label, VectorReport report) throws KeyException {
    int quorum = row.path("quorum").asInt();
    if (quorum < 0 && row.path("ok").asBoolean()) {
      report.skip("deviation: a negative quorum makes an account that cannot spend; we refuse it");
      return;
    }
    List<XPub> keys = new ArrayList<>();
    for (int i = 0; i < row.path("n_xpubs").asInt(); i++) {
      int seed = row.path("duplicate").asBoolean() ? 0 : i;
      try (XPrv root = XPrv.root(new byte[] {(byte) seed})) {
        keys.add(root.xpub());
      }
    }
    String verdict = "";
    try {
      verdict = KeyQuorum.of(keys, quorum).quorum() == quorum ? "" : "another quorum";
    } catch (KeyException e) {
      verdict = e.getMessage();
    }
    String key = "duplicated key=[0-9a-f]*";
    report.expect(
        label,
        "error",
        row.path("error").asText().replaceFirst(key, ""),
        verdict.replaceFirst(key, ""));
  }

  static void validity(JsonNode row, String label, VectorReport report) {
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    for (String prefix : PREFIXES) {
      JsonNode verdict = row.path("by_hrp").path(prefix);
      String error =
          verdict.isMissingNode() ? "unknown address type" : verdict.path("error").asText();
      expected.add(
          verdict.path("valid").asBoolean()
              ? verdict.path("type").asText()
                  + " "
                  + verdict.path("control_program").asText()
                  + " "
                  + verdict.path("reencoded").asText()
              : error);
      actual.add(verdict(prefix, row.path("address").asText()));
    }
    report.expect(label, "verdicts of " + PREFIXES, expected, actual);
  }

  private static String verdict(String prefix, String text) {
    try {
      Address address = Address.decode(prefix, text);
      String type = address.paysToKey() ? "p2wpkh" : "p2wsh";
      return type + " " + address.program() + " " + address.encode();
    } catch (AddressException e) {
      return e.getMessage();
    }
  }

  static void assetKey(JsonNode row, String label, VectorReport report) throws KeyException {
    List<Bytes> path = DeriveRule.assetPath(row.path("asset_key_index").asLong());
    XPrv root = XPrv.parse(row.path("root_xprv").asText());
    List<String> expected = new ArrayList<>(RowCheck.texts(row.path("path")));
    List<String> actual = new ArrayList<>(path.stream().map(Bytes::toHex).toList());
    expected.add(row.path("derived_xpub").asText());
    actual.add(root.xpub().derive(path).toString());
    report.expect(label, "path and key", expected, actual);
  }

  /**
   * Where an asset was made: its issuance program and id; the requests themselves need a wallet.
   */
  static void asset(JsonNode row, String label, VectorReport report) throws KeyException {
    JsonNode asset = row.path("response").path("data");
    if (!asset.has("issue_program")) {
      report.skip("wallet: a later release");
      return;
    }
    // An asset without keys has the program its maker gave.
    Bytes program =
        asset.path("xpubs").isEmpty()
            ? RowCheck.hex(asset, "issue_program")
            : issuanceProgram(asset);
    Bytes definition = RowCheck.hex(asset, "raw_definition_byte");
    Program issuance = new Program(asset.path("vm_version").asLong(), program);
    report.expect(
        label,
        "issue_program and id",
        asset.path("issue_program").asText() + " " + asset.path("id").asText(),
        program + " " + new IssuanceTerms(issuance, definition).assetId());
  }

  private static Bytes issuanceProgram(JsonNode asset) throws KeyException {
    int quorum = asset.path("quorum").asInt();
    List<Bytes> keys =
        KeyQuorum.of(xpubs(asset.path("xpubs")), quorum)
            .publicKeys(DeriveRule.assetPath(asset.path("key_index").asLong()));
    return StandardPrograms.multisig(keys, quorum, asset.path("limit_height").asLong());
  }

  private static List<XPub> xpubs(JsonNode texts) throws KeyException {
    List<XPub> keys = new ArrayList<>();
    for (String text : RowCheck.texts(texts)) {
      keys.add(XPub.parse(text));
    }
    return keys;
  }

  private static void compareAddresses(
      JsonNode row, Bytes program, List<String> expected, List<String> actual)
      throws AddressException {
    for (var entry : row.path("address_by_hrp").properties()) {
      expected.add(entry.getValue().asText());
      actual.add(Address.ofProgram(entry.getKey(), program).encode());
    }
  }
}
