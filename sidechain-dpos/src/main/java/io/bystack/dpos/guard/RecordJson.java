package io.bystack.dpos.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.dpos.guard.SigningRecord.Signed;
import java.util.Optional;

/** The exported form of a record, for fail-over to another machine and for safekeeping. */
public final class RecordJson {
  private static final String FORMAT = "bystack-sign-once-1";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private RecordJson() {}

  /** Text that {@link #parse} reads back. It holds no secret. */
  public static String print(SigningRecord record) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("format", FORMAT);
    json.put("chain", record.chain().toHex());
    json.put("key", record.xpub().toHex());
    record.last().ifPresent(signed -> json.put("height", signed.height()));
    record.last().flatMap(Signed::block).ifPresent(block -> json.put("block", block.toHex()));
    return json.toPrettyString();
  }

  /**
   * Reads an exported record.
   *
   * @throws IllegalArgumentException naming the field that is wrong
   */
  public static SigningRecord parse(String text) {
    JsonNode json = tree(text);
    if (!FORMAT.equals(json.path("format").asText())) {
      throw new IllegalArgumentException(
          "format is " + json.path("format") + ", must be " + FORMAT);
    }
    Bytes key = Bytes.fromHex(text(json, "key"));
    if (key.length() != 64) {
      throw new IllegalArgumentException("key has " + key.length() + " bytes, must have 64");
    }
    Optional<Signed> last = Optional.empty();
    if (json.has("height")) {
      if (!json.path("height").canConvertToLong() || json.path("height").asLong() < 0) {
        throw new IllegalArgumentException(
            "height is " + json.path("height") + ", must be a height");
      }
      Optional<Hash> block =
          json.has("block") ? Optional.of(Hash.fromHex(text(json, "block"))) : Optional.empty();
      last = Optional.of(new Signed(json.path("height").asLong(), block));
    }
    return new SigningRecord(Hash.fromHex(text(json, "chain")), key, last);
  }

  private static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String text(JsonNode json, String field) {
    if (!json.path(field).isTextual()) {
      throw new IllegalArgumentException(field + " is " + json.path(field) + ", must be text");
    }
    return json.path(field).asText();
  }
}
