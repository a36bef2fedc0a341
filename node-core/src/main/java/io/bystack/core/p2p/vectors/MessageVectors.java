package io.bystack.core.p2p.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.p2p.message.Message;
import io.bystack.core.p2p.message.MessageTable;
import io.bystack.core.p2p.message.MessageTable.UnservableMessage;
import io.bystack.core.p2p.net.PeerProtocol.ChannelSpec;
import io.bystack.core.p2p.wire.SnappyBlock;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Every message decoded, compared field by field, and encoded again to the same bytes; malformed
 * ones judged as the reference judges them: {@code wire_messages_*}, {@code wire_decode_edge_*}.
 */
record MessageVectors(VectorSubject subject) implements VectorCheck {
  private static final int LEDGER = 0x40;

  @Override
  public boolean handles(String fileName) {
    return fileName.equals("wire_messages_" + subject.suffix() + ".json") || isEdge(fileName);
  }

  private boolean isEdge(String fileName) {
    return fileName.equals("wire_decode_edge_" + subject.suffix() + ".json");
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    int index = 0;
    for (JsonNode row : file.json()) {
      String label = VectorCheck.label(row, index++);
      if (isEdge(file.name())) {
        report.expect(
            label + " " + row.path("note").asText(), "verdict", expected(row), verdict(row));
      } else {
        List<String> wrong = message(row);
        if (wrong.isEmpty()) {
          report.pass();
        } else {
          report.fail(label, String.join("; ", wrong));
        }
      }
    }
  }

  private List<String> message(JsonNode row) {
    List<String> wrong = new ArrayList<>();
    ChannelSpec channel = subject.channel(row.path("channel").asInt());
    Bytes wire = Bytes.fromHex(row.path("wire").asText());
    try {
      Message message = channel.table().decode(wire);
      if (!channel.table().encode(message).equals(wire)) {
        wrong.add("encodes to other bytes");
      }
      Map<String, Object> fields = MessageFields.of(subject, message);
      row.path("fields")
          .properties()
          .forEach(e -> {
            // The ids of the object inside belong to the ledger's vectors.
            boolean known = fields.containsKey(e.getKey());
            if (!known && !e.getKey().equals("block_hash") && !e.getKey().equals("tx_id")) {
              wrong.add("no field " + e.getKey());
            } else if (known && !plain(e.getValue()).equals(fields.get(e.getKey()))) {
              wrong.add(e.getKey() + " is " + fields.get(e.getKey()));
            }
          });
      if (row.has("snappy")) {
        Bytes block = Bytes.fromHex(row.path("snappy").asText());
        Bytes own = SnappyBlock.compress(wire);
        if (!SnappyBlock.decompress(block, MessageTable.MAX_MESSAGE).equals(wire)
            || !SnappyBlock.decompress(own, MessageTable.MAX_MESSAGE).equals(wire)) {
          wrong.add("Snappy block gives other bytes");
        }
      }
    } catch (DecodeException | UnservableMessage e) {
      wrong.add(e.getMessage());
    }
    return wrong;
  }

  /** A JSON value as texts and lists of texts. */
  static Object plain(JsonNode value) {
    if (!value.isArray()) {
      return value.asText();
    }
    List<Object> list = new ArrayList<>();
    value.forEach(v -> list.add(plain(v)));
    return list;
  }

  private static String expected(JsonNode row) {
    if (!row.path("panic").asText().isEmpty() || row.path("nil_message").asBoolean()) {
      return "close";
    }
    return row.path("error").asText().isEmpty() ? "message" : "ignore";
  }

  private String verdict(JsonNode row) {
    try {
      Message _ = subject.channel(LEDGER).table().decode(Bytes.fromHex(row.path("hex").asText()));
      return "message";
    } catch (UnservableMessage e) {
      return "close";
    } catch (DecodeException e) {
      return "ignore";
    }
  }
}
