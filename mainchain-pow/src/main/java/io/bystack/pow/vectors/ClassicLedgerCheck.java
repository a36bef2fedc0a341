package io.bystack.pow.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.vectors.LedgerCheck;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.ClassicGenesis;
import io.bystack.pow.ClassicHeader;
import java.util.Optional;

/** The {@code classic-*} files of the encoding vectors. */
public final class ClassicLedgerCheck extends LedgerCheck {
  public ClassicLedgerCheck() {
    super("classic", ClassicFormat.INSTANCE);
  }

  @Override
  protected Optional<String> extraHeaderDifference(JsonNode row, BlockHeader header) {
    ClassicHeader ours = (ClassicHeader) header;
    String expected = row.path("nonce").asText() + " " + row.path("bits").asText();
    String actual = ours.nonce() + " " + ours.bits();
    return expected.equals(actual)
        ? Optional.empty()
        : Optional.of("nonce and bits expected " + expected + ", got " + actual);
  }

  @Override
  protected Block genesis(String chainId, JsonNode row) {
    return ClassicGenesis.of(chainId);
  }

  @Override
  protected Optional<String> extraFormDifference(JsonNode row, Block block) {
    return Optional.empty();
  }
}
