package io.bystack.core.p2p.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import io.bystack.core.p2p.discovery.DiscoveryCodec;
import io.bystack.core.p2p.discovery.DiscoveryCodec.Packet;
import io.bystack.core.p2p.discovery.DiscoveryMessage;
import io.bystack.core.p2p.discovery.DiscoveryMessage.Endpoint;
import io.bystack.core.p2p.discovery.DiscoveryMessage.Ping;
import io.bystack.core.p2p.discovery.NodeDistance;
import io.bystack.core.p2p.discovery.Topics;
import io.bystack.core.p2p.handshake.NodeIdentity;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.io.IOException;
import java.util.List;

/**
 * Discovery packets built byte for byte and read back, lenient and malformed ones, distances,
 * recorded exchanges: {@code udp_discovery_*}, {@code udp_session_*}.
 */
record DiscoveryVectors(VectorSubject subject) implements VectorCheck {
  @Override
  public boolean handles(String fileName) {
    return fileName.equals("udp_discovery_" + subject.suffix() + ".json")
        || fileName.equals(session());
  }

  private String session() {
    return "udp_session_" + subject.suffix() + ".json";
  }

  private DiscoveryCodec codec(JsonNode row) {
    JsonNode id = row.path("network_id");
    return new DiscoveryCodec(
        subject.discoveryPrefix().apply(id.isValueNode() && !id.isNull() ? id.asText() : ""));
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    JsonNode json = file.json();
    if (file.name().equals(session())) {
      checkSession(json, report);
      return;
    }
    int index = 0;
    for (JsonNode row : json.path("packets")) {
      checkPacket(row, VectorCheck.label(row, index++), report);
    }
    // The cases carry no network id of their own: it is that of the packets.
    DiscoveryCodec codec = codec(json.path("packets").path(0));
    for (JsonNode row : json.path("decode_cases")) {
      checkCase(codec, row, report);
    }
    checkMisc(codec, json.path("misc"), report);
  }

  private void checkPacket(JsonNode row, String label, VectorReport report) {
    DiscoveryCodec codec = codec(row);
    NodeIdentity identity = subject.identity().apply(hex(row, "node_private_key"));
    String body = row.path("json_body").asText();
    Bytes built = codec.encode(row.path("type").asInt(), Bytes.utf8(body), identity);
    try {
      Packet packet = codec.decode(hex(row, "packet"));
      boolean signed = identity.verify(identity.publicKey(), packet.signed(), packet.signature());
      report.expect(
          label,
          "packet, node id, token, signed bytes, signature, own encoding",
          List.of(
              row.path("packet").asText(),
              row.path("node_id").asText(),
              row.path("packet_hash").asText(),
              row.path("signed_32_bytes").asText(),
              true,
              row.path("packet").asText()),
          List.of(
              built.toHex(),
              packet.sender().toHex(),
              packet.token().toHex(),
              packet.signed().toHex(),
              signed,
              codec.encode(packet.message(), identity).toHex()));
    } catch (DecodeException e) {
      report.fail(label, e.getMessage());
    }
  }

  private static void checkCase(DiscoveryCodec codec, JsonNode row, VectorReport report) {
    String label = row.path("note").asText();
    boolean refused = !row.path("error").asText().isEmpty();
    try {
      Packet packet = codec.decode(hex(row, "packet"));
      if (refused) {
        report.fail(label, "accepted, expected error " + row.path("error").asText());
      } else if (packet.message() instanceof Ping ping) {
        report.expect(label, "content", row.path("decoded").asText(), described(ping));
      } else {
        report.pass();
      }
    } catch (DecodeException e) {
      report.expect(label, "refused (" + e.getMessage() + ")", true, refused);
    }
  }

  /** A ping in the form in which the vectors print it. */
  private static String described(Ping p) {
    return "&{Version:%d From:%s To:%s Expiration:%d Topics:[%s] Rest:[]}"
        .formatted(
            p.version(),
            described(p.from()),
            described(p.to()),
            p.expiration(),
            String.join(" ", p.topics()));
  }

  private static String described(Endpoint e) {
    return "{IP:%s UDP:%d TCP:%d}".formatted(described(e.ip()), e.udpPort(), e.tcpPort());
  }

  private static String described(Bytes ip) {
    return switch (ip.length()) {
      case 0 -> "<nil>";
      case 4 ->
          "%d.%d.%d.%d".formatted(ip.unsigned(0), ip.unsigned(1), ip.unsigned(2), ip.unsigned(3));
      default -> compressed(ip);
    };
  }

  /**
   * The shortest text of an IPv6 address: its longest run of two or more zero groups is {@code ::}.
   */
  private static String compressed(Bytes ip) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (ip.unsigned(2 * i) << 8) | ip.unsigned(2 * i + 1);
    }
    int runStart = -1;
    int runLength = 1;
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > runLength) {
        runStart = i;
        runLength = end - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == runStart) {
        text.append("::");
        i += runLength - 1;
      } else {
        text.append(text.isEmpty() || text.toString().endsWith("::") ? "" : ":");
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  private static void checkMisc(DiscoveryCodec codec, JsonNode misc, VectorReport report) {
    report.expect("misc", "head_size", misc.path("head_size").asInt(), codec.headSize());
    report.expect(
        "misc", "max_neighbors", misc.path("max_neighbors").asInt(), DiscoveryCodec.MAX_NEIGHBORS);
    report.expect(
        "misc",
        "node_id_hash",
        misc.path("node_id_hash").asText(),
        Sha3.sha3(hex(misc, "node_id")).toHex());
    report.expect(
        "misc",
        "topic_hash_empty",
        misc.path("topic_hash_empty").asText(),
        Topics.hash(List.of()).toHex());
    report.expect(
        "misc",
        "topic_hash_a_bc",
        misc.path("topic_hash_a_bc").asText(),
        Topics.hash(List.of("a", "bc")).toHex());
    for (JsonNode row : misc.path("logdist")) {
      report.expect(
          "logdist " + row.path("a").asText(),
          "logdist",
          row.path("logdist").asInt(),
          NodeDistance.log(
              Hash.fromHex(row.path("a").asText()), Hash.fromHex(row.path("b").asText())));
    }
  }

  private void checkSession(JsonNode json, VectorReport report) {
    DiscoveryCodec codec = codec(json);
    NodeIdentity client = subject.identity().apply(hex(json, "client_node_private_key"));
    int index = 0;
    for (JsonNode event : json.path("events")) {
      String label = "#" + index++ + " " + event.path("dir").asText();
      try {
        Packet packet = codec.decode(hex(event, "packet"));
        Bytes key = packet.sender().toBytes();
        boolean fromClient = event.path("dir").asText().startsWith("client");
        boolean ours = !fromClient || key.equals(client.publicKey().slice(0, Hash.SIZE));
        boolean signed = fromClient || client.verify(key, packet.signed(), packet.signature());
        DiscoveryMessage message = packet.message();
        report.expect(
            label,
            "type, sender, signature, body",
            List.of(event.path("type").asInt(), true, true, event.path("json_body").asText()),
            List.of(message.type(), ours, signed, DiscoveryCodec.body(message)));
      } catch (DecodeException e) {
        report.fail(label, e.getMessage());
      }
    }
  }

  private static Bytes hex(JsonNode row, String key) {
    return Bytes.fromHex(row.path(key).asText());
  }
}
