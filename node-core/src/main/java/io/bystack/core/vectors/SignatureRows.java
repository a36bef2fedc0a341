package io.bystack.core.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.crypto.Ed25519;
import io.bystack.core.crypto.Ed25519PrivateKey;
import io.bystack.core.crypto.Ed25519Verifier;
import io.bystack.core.crypto.KeyException;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.crypto.XPub;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of signatures and hierarchical keys. */
final class SignatureRows {
  private static final Optional<Ed25519Verifier> CORRETTO = Ed25519.corretto();

  private SignatureRows() {}

  /** A row passes if every implementation that works here gives the verdict. */
  static void verify(JsonNode row, String label, VectorReport report) {
    Bytes key = RowCheck.hex(row, "pubkey");
    Bytes message = RowCheck.hex(row, "message");
    Bytes signature = RowCheck.hex(row, "signature");
    boolean expected = row.path("valid").asBoolean();
    if (CORRETTO.isPresent() && CORRETTO.get().verify(key, message, signature) != expected) {
      report.fail(label, "verdict of " + CORRETTO.get().name() + " expected " + expected);
      return;
    }
    boolean portable = Ed25519.portable().verify(key, message, signature);
    report.expect(label, "verdict of portable", expected, portable);
  }

  static void sign(JsonNode row, String label, VectorReport report) throws KeyException {
    try (XPrv xprv = XPrv.parse(row.path("xprv").asText())) {
      Bytes signature = xprv.sign(RowCheck.hex(row, "message"));
      report.expect(
          label, "pubkey signature", signed(row), xprv.xpub().publicKey() + " " + signature);
    }
  }

  static void signWithSeed(JsonNode row, String label, VectorReport report) {
    try (Ed25519PrivateKey key = Ed25519PrivateKey.ofSeed(RowCheck.hex(row, "seed").toArray())) {
      Bytes signature = key.sign(RowCheck.hex(row, "message"));
      report.expect(label, "pubkey signature", signed(row), key.publicKey() + " " + signature);
    }
  }

  private static String signed(JsonNode row) {
    return row.path("pubkey").asText() + " " + row.path("signature").asText();
  }

  static void derive(JsonNode row, String label, VectorReport report) throws KeyException {
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    XPrv xprv = XPrv.root(RowCheck.hex(row, "seed").toArray());
    describe(row, "root_xprv", "root_xpub", expected);
    describe(xprv, actual);
    for (JsonNode step : row.path("steps")) {
      Bytes selector = RowCheck.hex(step, "selector");
      boolean hardened = step.path("hardened").asBoolean();
      XPub parent = xprv.xpub();
      xprv = hardened ? xprv.hardenedChild(selector) : xprv.child(selector);
      describe(step, "child_xprv", "child_xpub", expected);
      describe(xprv, actual);
      expected.add(step.path("child_xpub").asText());
      actual.add((hardened ? xprv.xpub() : parent.child(selector)).toString());
    }
    report.expect(label, "keys", expected, actual);
  }

  private static void describe(JsonNode row, String xprv, String xpub, List<String> keys) {
    keys.add(row.path(xprv).asText());
    keys.add(row.path(xpub).asText());
    keys.add(row.path("expanded").asText());
  }

  private static void describe(XPrv xprv, List<String> keys) {
    keys.add(xprv.toSecretHex());
    keys.add(xprv.xpub().toString());
    keys.add(Bytes.wrap(xprv.expanded()).toHex());
  }
}
