package io.bystack.core.p2p.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.handshake.NodeInfo;
import io.bystack.core.p2p.wire.WireReader;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** NodeInfo and its framing, one write per primitive: {@code nodeinfo_*}. */
record HelloVectors(VectorSubject subject) implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("nodeinfo_" + subject.suffix() + ".json");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException, DecodeException {
    int index = 0;
    for (JsonNode row : file.json()) {
      String label = VectorCheck.label(row, index++);
      Bytes wire = Bytes.fromHex(row.path("wire").asText());
      WireReader in = new WireReader(wire, NodeInfo.MAX_BYTES);
      NodeInfo info = subject.forms().hello().readHello(in);
      List<String> writes =
          subject.forms().hello().primitives(info).stream().map(Bytes::toHex).toList();
      Map<String, Object> expected = new TreeMap<>();
      row.path("fields").properties().forEach(e -> expected.put(e.getKey(), e.getValue()));
      String got = fields(info, expected.containsKey("network_id")).toString();
      String want = texts(expected).toString();
      if (!MessageVectors.plain(row.path("writes")).equals(writes)) {
        report.fail(label, "writes are " + writes);
      } else if (in.remaining() > 0) {
        report.fail(label, in.remaining() + " bytes left over");
      } else {
        report.expect(label, "fields", want, got);
      }
    }
  }

  private static Map<String, Object> texts(Map<String, Object> json) {
    Map<String, Object> out = new TreeMap<>();
    json.forEach((k, v) -> out.put(k, MessageVectors.plain((JsonNode) v)));
    return out;
  }

  private static Map<String, Object> fields(NodeInfo info, boolean numbered) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (numbered) {
      fields.put("network_id", Long.toUnsignedString(info.network().id()));
      fields.put("service_flag", Long.toUnsignedString(info.serviceFlags()));
      fields.put("pub_key", info.publicKey().toUtf8());
    } else {
      fields.put("pub_key", info.publicKey().toHex());
    }
    fields.put("moniker", info.moniker());
    fields.put("network", info.network().name());
    fields.put("remote_addr", info.remoteAddress());
    fields.put("listen_addr", info.listenAddress());
    fields.put("version", info.version());
    fields.put("other", info.other());
    return new TreeMap<>(fields);
  }
}
