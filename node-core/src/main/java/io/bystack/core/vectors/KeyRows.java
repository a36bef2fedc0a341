package io.bystack.core.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.crypto.Address;
import io.bystack.core.crypto.AddressException;
import io.bystack.core.crypto.DeriveRule;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.crypto.KeyFile;
import io.bystack.core.crypto.KeyFileException;
import io.bystack.core.crypto.Mnemonic;
import io.bystack.core.crypto.MnemonicException;
import io.bystack.core.crypto.MnemonicLanguage;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.crypto.XPub;
import io.bystack.core.vm.StandardPrograms;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Rows of mnemonics and key files, and the values of an independent library. */
final class KeyRows {
  private KeyRows() {}

  static void mnemonic(JsonNode row, String label, VectorReport report) throws Exception {
    MnemonicLanguage language = MnemonicLanguage.ofTag(row.path("language").asText());
    String mnemonic = Mnemonic.ofEntropy(RowCheck.hex(row, "entropy").toArray(), language);
    Mnemonic.requireKnownWords(mnemonic, language);
    if (!Mnemonic.hasValidChecksum(mnemonic, language)) {
      report.fail(label, "the checksum of our own mnemonic is wrong");
      return;
    }
    XPrv root = Mnemonic.rootKey(mnemonic);
    List<String> expected = new ArrayList<>();
    for (String field : new String[] {"mnemonic", "seed", "root_xprv", "root_xpub"}) {
      expected.add(row.path(field).asText());
    }
    String seed = HexFormat.of().formatHex(Mnemonic.seed(mnemonic));
    List<String> actual = List.of(mnemonic, seed, root.toSecretHex(), root.xpub().toString());
    report.expect(label, "mnemonic, seed and root key", expected, actual);
  }

  static void mnemonicError(JsonNode row, String label, VectorReport report) {
    if (!row.path("op").asText().equals("from_entropy")) {
      report.fail(label, "unknown operation " + row.path("op").asText());
      return;
    }
    String verdict = "";
    try {
      MnemonicLanguage language = MnemonicLanguage.ofTag(row.path("language").asText());
      Mnemonic.ofEntropy(new byte[row.path("entropy_bytes").asInt()], language);
    } catch (MnemonicException e) {
      verdict = e.getMessage();
    }
    report.expect(label, "error", row.path("error").asText(), verdict);
  }

  static void keyFile(JsonNode row, String label, VectorReport report) {
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    try {
      KeyFile file = KeyFile.parse(row.path("file").asText());
      XPrv xprv = file.decrypt(row.path("password").asText());
      actual.add(xprv.toSecretHex());
      addIfPresent(row, "xpub", xprv.xpub().toString(), expected, actual);
      addIfPresent(row, "alias", file.alias(), expected, actual);
      addIfPresent(row, "id", file.id(), expected, actual);
    } catch (KeyFileException e) {
      actual.add(e.getMessage());
    }
    String error = row.path("error").asText();
    if (error.startsWith("(")) {
      // The reference dies of it and so has no text; any error of ours will do.
      error = row.path("ok").asBoolean() || actual.size() != 1 ? error : actual.get(0);
    }
    expected.add(0, row.path("ok").asBoolean() ? row.path("xprv").asText() : error);
    report.expect(label, "key or error", expected, actual);
  }

  private static void addIfPresent(
      JsonNode row, String field, String value, List<String> expected, List<String> actual) {
    if (row.has(field)) {
      expected.add(row.path(field).asText());
      actual.add(value);
    }
  }

  /** One row for the wallet, two for the scripts, one for each signature of its transactions. */
  static void independent(JsonNode file, String label, VectorReport report) throws Exception {
    JsonNode wallet = file.path("wallet");
    independentWallet(wallet, report);
    XPrv root = XPrv.parse(wallet.path("xprivate_key").asText());
    XPub signer = root.derive(DeriveRule.BIP44.accountPath(1, false, 1)).xpub();
    for (String kind : new String[] {"p2pk", "p2s"}) {
      JsonNode script = file.path("script").path(kind);
      Bytes program =
          script.has("public_key")
              ? StandardPrograms.payToKey(RowCheck.hex(script, "public_key"))
              : StandardPrograms.payToScript(RowCheck.hex(script, "bytecode"));
      JsonNode programs = script.path("program");
      String wrapped = script.has("public_key") ? "p2wpkh" : "p2wsh";
      String executed = script.has("public_key") ? "p2pkh" : "p2sh";
      List<String> expected = new ArrayList<>();
      expected.add(programs.path(wrapped).asText());
      expected.add(programs.path(executed).asText());
      List<String> actual = new ArrayList<>();
      actual.add(program.toHex());
      actual.add(StandardPrograms.executed(program).toHex());
      addresses(script, program, expected, actual);
      report.expect("script " + kind, "programs and addresses", expected, actual);
    }
    for (JsonNode tx : file.path("transactions")) {
      independentSignatures(tx, signer, report);
    }
  }

  private static void independentWallet(JsonNode wallet, VectorReport report) throws Exception {
    byte[] entropy = RowCheck.hex(wallet, "entropy").toArray();
    String mnemonic = Mnemonic.ofEntropy(entropy, MnemonicLanguage.ENGLISH);
    XPrv root = Mnemonic.rootKey(mnemonic);
    List<Bytes> path = DeriveRule.BIP44.accountPath(1, false, 1);
    XPrv child = root.derive(path);
    Bytes program = StandardPrograms.payToKey(child.xpub().publicKey());
    List<String> expected = new ArrayList<>();
    for (String field :
        new String[] {
          "mnemonic",
          "xprivate_key",
          "xpublic_key",
          "expand_xprivate_key",
          "child_xprivate_key",
          "child_xpublic_key",
          "public_key",
          "program"
        }) {
      expected.add(wallet.path(field).asText());
    }
    List<String> actual = new ArrayList<>();
    actual.add(mnemonic);
    actual.add(root.toSecretHex());
    actual.add(root.xpub().toString());
    actual.add(HexFormat.of().formatHex(root.expanded()));
    actual.add(child.toSecretHex());
    actual.add(child.xpub().toString());
    actual.add(child.xpub().publicKey().toHex());
    actual.add(program.toHex());
    expected.addAll(RowCheck.texts(wallet.path("indexes")));
    path.forEach(selector -> actual.add(selector.toHex()));
    addresses(wallet, program, expected, actual);
    report.expect("wallet", "keys and addresses", expected, actual);
  }

  private static void addresses(
      JsonNode row, Bytes program, List<String> expected, List<String> actual)
      throws AddressException {
    String[][] names = {
      {"address", "mainnet", "bm"},
      {"address", "testnet", "tm"},
      {"address", "solonet", "sm"},
      {"vapor_address", "mainnet", "vp"},
      {"vapor_address", "testnet", "tp"},
      {"vapor_address", "solonet", "sp"}
    };
    for (String[] name : names) {
      expected.add(row.path(name[0]).path(name[1]).asText());
      actual.add(Address.ofProgram(name[2], program).encode());
    }
  }

  private static void independentSignatures(JsonNode tx, XPub signer, VectorReport report) {
    JsonNode messages = tx.path("sign_data");
    for (int i = 0; i < messages.size(); i++) {
      for (int k = 0; k < messages.get(i).size(); k++) {
        Hash message = Hash.fromHex(messages.get(i).get(k).asText());
        Bytes signature = Bytes.fromHex(tx.path("signatures").path(i).path(k).asText());
        boolean valid = Ed25519.verifier().verify(signer.publicKey(), message.toBytes(), signature);
        report.expect(tx.path("name").asText() + " input " + i, "signature is valid", true, valid);
      }
    }
  }

  static void later(JsonNode row, String label, VectorReport report) {
    report.skip("wallet: a later release");
  }
}
