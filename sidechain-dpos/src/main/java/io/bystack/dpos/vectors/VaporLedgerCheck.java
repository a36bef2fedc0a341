package io.bystack.dpos.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.vectors.LedgerCheck;
import io.bystack.dpos.VaporFormat;
import io.bystack.dpos.VaporGenesis;
import io.bystack.dpos.VaporHeader;
import java.util.List;
import java.util.Optional;

/** The {@code vapor-*} files of the encoding vectors. */
public final class VaporLedgerCheck extends LedgerCheck {
  public VaporLedgerCheck() {
    super("vapor", VaporFormat.INSTANCE);
  }

  @Override
  protected Optional<String> extraHeaderDifference(JsonNode row, BlockHeader header) {
    List<String> expected = row.path("witness").valueStream().map(JsonNode::asText).toList();
    List<String> actual = ((VaporHeader) header).witness().stream().map(Bytes::toHex).toList();
    return expected.equals(actual)
        ? Optional.empty()
        : Optional.of("witness expected " + expected + ", got " + actual);
  }

  @Override
  protected Block genesis(String chainId, JsonNode row) {
    return VaporGenesis.of(chainId, Bytes.fromHex(row.path("federation_control_program").asText()));
  }

  @Override
  protected Optional<String> extraFormDifference(JsonNode row, Block block) throws DecodeException {
    Bytes raw = Bytes.fromHex(row.path("raw_transactions").asText());
    Bytes ours = VaporFormat.INSTANCE.encodeTransactions(block.transactions());
    if (!raw.equals(ours)) {
      return Optional.of("raw_transactions expected " + raw + ", got " + ours);
    }
    Block decoded = VaporFormat.INSTANCE.decodeBlock(raw);
    return decoded.transactions().equals(block.transactions())
        ? Optional.empty()
        : Optional.of("raw_transactions decode to other transactions");
  }
}
