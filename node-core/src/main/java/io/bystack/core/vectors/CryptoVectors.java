package io.bystack.core.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import java.io.IOException;
import java.util.Map;

/**
 * The files of topic {@code wallet}: keys, signatures, addresses; those that need a wallet are
 * skipped.
 */
public final class CryptoVectors implements VectorCheck {
  private static final String ASSETS = "assets.jsonl";
  private static final String WORD_LISTS = "wordlists.json";

  private static final Map<String, RowCheck> CHECKS =
      Map.ofEntries(
          Map.entry("verify.jsonl", SignatureRows::verify),
          Map.entry("sign.jsonl", SignatureRows::sign),
          Map.entry("ed25519_seed.jsonl", SignatureRows::signWithSeed),
          Map.entry("chainkd.jsonl", SignatureRows::derive),
          Map.entry("addresses.jsonl", AddressRows::address),
          Map.entry("address_validity.jsonl", AddressRows::validity),
          Map.entry("multisig.jsonl", AddressRows::multisig),
          Map.entry("asset_keys.jsonl", AddressRows::assetKey),
          Map.entry(ASSETS, AddressRows::asset),
          Map.entry("mnemonic.jsonl", KeyRows::mnemonic),
          Map.entry("mnemonic_errors.jsonl", KeyRows::mnemonicError),
          Map.entry(WORD_LISTS, WordListRows::check),
          Map.entry("keystore.jsonl", KeyRows::keyFile),
          Map.entry("keystore_testdata.jsonl", KeyRows::keyFile),
          Map.entry("independent_pybytom.json", KeyRows::independent),
          Map.entry("fee_estimates.jsonl", KeyRows::later),
          Map.entry("build_bytom.jsonl", KeyRows::later),
          Map.entry("build_vapor.jsonl", KeyRows::later),
          Map.entry("wallet_bytom.jsonl", KeyRows::later),
          Map.entry("wallet_vapor.jsonl", KeyRows::later));

  @Override
  public boolean handles(String fileName) {
    return CHECKS.containsKey(fileName);
  }

  /** Only the name of the assets file is used by another topic too; ours has API calls in it. */
  @Override
  public boolean understands(VectorFile file) throws IOException {
    if (!file.name().equals(ASSETS)) {
      return true;
    }
    try (MappingIterator<JsonNode> rows = file.rows()) {
      return rows.hasNext() && rows.next().has("response");
    }
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws Exception {
    RowCheck check = CHECKS.get(file.name());
    try (MappingIterator<JsonNode> rows = file.rows()) {
      for (int i = 0; rows.hasNext(); i++) {
        JsonNode row = rows.next();
        check.check(row, VectorCheck.label(row, i), report);
      }
    }
  }
}
