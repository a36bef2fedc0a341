package io.bystack.dpos.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.crypto.KeyException;
import io.bystack.core.crypto.XPrv;
import io.bystack.core.p2p.message.MessageTable;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import io.bystack.dpos.BlockSignature;
import io.bystack.dpos.Federation;
import io.bystack.dpos.HeaderWitness;
import io.bystack.dpos.VaporFormat;
import io.bystack.dpos.VaporHeader;
import io.bystack.dpos.p2p.DposMessages;
import java.io.IOException;
import java.util.List;

/**
 * {@code block_signatures.json}: keys, headers, their signatures and the message that carries one.
 */
final class BlockSignaturesCheck implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("block_signatures.json");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    int index = 0;
    for (JsonNode row : file.json()) {
      String label = VectorCheck.label(row, index++);
      try {
        List<String> expected =
            List.of(
                row.path("consensus_xprv").asText(),
                row.path("consensus_xpub").asText(),
                row.path("block_hash").asText(),
                row.path("signature").asText(),
                row.path("signature_message").asText());
        report.expect(label, "keys, hash, signature, message", expected, compute(row));
      } catch (KeyException | DecodeException e) {
        report.fail(label, e.getMessage());
      }
    }
  }

  private static List<String> compute(JsonNode row) throws KeyException, DecodeException {
    XPrv key = XPrv.parse(row.path("root_xprv").asText()).derive(Federation.CONSENSUS_PATH);
    VaporHeader header =
        (VaporHeader) VaporFormat.INSTANCE.parseHeader(row.path("raw_header").asText());
    Bytes signature = key.sign(header.hash().toBytes());
    BlockSignature message = new BlockSignature(header.hash(), signature, key.xpub().bytes());
    boolean held =
        header.witness().stream().allMatch(s -> s.isEmpty() || s.equals(signature))
            && header.withWitness(HeaderWitness.absent(3).entries()).hash().equals(header.hash());
    return List.of(
        key.toSecretHex(),
        key.xpub().toString(),
        header.hash().toHex(),
        message.isValid() && held ? signature.toHex() : "not valid, or not the header's",
        decodedAndEncoded(message));
  }

  private static String decodedAndEncoded(BlockSignature signed) throws DecodeException {
    MessageTable table = DposMessages.consensusTable();
    DposMessages.BlockSignature message =
        new DposMessages.BlockSignature(signed.block(), signed.signature(), signed.xpub());
    try {
      return table.encode(table.decode(table.encode(message))).toHex();
    } catch (MessageTable.UnservableMessage e) {
      throw new IllegalStateException("the table has the message it has encoded", e);
    }
  }
}
