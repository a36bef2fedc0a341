package io.bystack.pow.mining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.BlockRoots;
import io.bystack.core.model.HeaderFields;
import io.bystack.pow.ClassicFormat;
import io.bystack.pow.ClassicHeader;
import java.util.Map;

/** The two forms of work in the HTTP API: hex text and JSON (spec/03 §10.3). */
public final class WorkForms {
  private static final String COMMITMENT = "block_commitment";
  private static final String TRANSACTIONS = "transaction_merkle_root";
  private static final String STATUS = "transaction_status_hash";
  private static final String PREVIOUS = "previous_block_hash";

  private WorkForms() {}

  /** Data of {@code get-work}. */
  public static ObjectNode toText(Work work) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("block_header", work.header().toHex())
        .put("seed", work.seed().toHex());
  }

  /** Data of {@code get-work-json}. */
  public static ObjectNode toJson(Work work) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("block_header", headerToJson(work.header()));
    return node.put("seed", work.seed().toHex());
  }

  /** The header of a {@code submit-work} request. */
  public static ClassicHeader parseText(String hex) throws DecodeException {
    return (ClassicHeader) ClassicFormat.INSTANCE.parseHeader(hex);
  }

  /** A header as JSON; numbers are JSON numbers of up to 64 bits. */
  public static ObjectNode headerToJson(ClassicHeader header) {
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("version", header.version())
            .put("height", header.height())
            .put(PREVIOUS, header.previous().toHex())
            .put("timestamp", header.timestamp())
            .put("nonce", header.nonce())
            .put("bits", header.bits());
    node.putObject(COMMITMENT)
        .put(TRANSACTIONS, header.transactionRoot().toHex())
        .put(STATUS, header.statusRoot().toHex());
    return node;
  }

  /**
   * The header of a {@code submit-work-json} request. As everywhere in the API names are matched
   * without regard to case, and what is missing or null is zero (spec/06 §5.1); only the
   * commitment's object must be there.
   *
   * @throws DecodeException naming the field that is missing or malformed
   */
  public static ClassicHeader headerFromJson(JsonNode node) throws DecodeException {
    JsonNode commitment = field(node, COMMITMENT);
    if (!commitment.isObject()) {
      throw DecodeException.format(COMMITMENT + " is missing, an object is expected", -1);
    }
    BlockRoots roots = new BlockRoots(hash(commitment, TRANSACTIONS), hash(commitment, STATUS));
    HeaderFields fields =
        new HeaderFields(
            number(node, "version"),
            number(node, "height"),
            hash(node, PREVIOUS),
            number(node, "timestamp"),
            roots);
    return new ClassicHeader(fields, number(node, "nonce"), number(node, "bits"));
  }

  /** A field by its exact name, else by one that differs in case; missing if it is null. */
  private static JsonNode field(JsonNode node, String name) {
    JsonNode value = node.path(name);
    if (value.isMissingNode()) {
      value =
          node.properties().stream()
              .filter(field -> field.getKey().equalsIgnoreCase(name))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(value);
    }
    return value.isNull() ? MissingNode.getInstance() : value;
  }

  private static long number(JsonNode node, String field) throws DecodeException {
    JsonNode value = field(node, field);
    if (value.isMissingNode()) {
      return 0;
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw DecodeException.format(
          field + " is " + value + ", a number from 0 to 2^63-1 is expected", -1);
    }
    return value.longValue();
  }

  private static Hash hash(JsonNode node, String field) throws DecodeException {
    JsonNode value = field(node, field);
    if (value.isMissingNode()) {
      return Hash.ZERO;
    }
    try {
      return Hash.fromHex(value.asText());
    } catch (IllegalArgumentException e) {
      throw DecodeException.format(field + " is not 64 hex digits: " + e.getMessage(), -1);
    }
  }
}
