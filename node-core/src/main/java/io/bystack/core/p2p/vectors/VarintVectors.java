package io.bystack.core.p2p.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.wire.WireReader;
import io.bystack.core.p2p.wire.WireWriter;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.io.IOException;

/** go-wire varints in both directions: {@code wire_varint.json}. */
public final class VarintVectors implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("wire_varint.json");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    JsonNode json = file.json();
    for (JsonNode row : json.path("encode")) {
      long value = Long.parseLong(row.path("value").asText());
      String hex = new WireWriter().varint(value).toBytes().toHex();
      report.expect("encode " + value, "hex", row.path("hex").asText(), hex);
    }
    for (JsonNode row : json.path("decode")) {
      String hex = row.path("hex").asText();
      WireReader in = new WireReader(Bytes.fromHex(hex), 0);
      String got;
      try {
        got = Long.toString(in.varint());
      } catch (DecodeException e) {
        got = "error " + e.getMessage();
      }
      String expected =
          row.has("value") ? row.path("value").asText() : "error " + row.path("error").asText();
      report.expect(
          "decode " + hex,
          "value and bytes read",
          expected + " after " + row.path("bytes_read").asInt(),
          got + " after " + in.position());
    }
  }
}
