package io.bystack.core.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import java.util.List;

/** Typed access to the fields of vector rows. */
final class Rows {
  private Rows() {}

  static Hash hash(JsonNode row, String field) {
    return Hash.fromHex(row.path(field).asText());
  }

  static List<Hash> hashes(JsonNode row, String field) {
    return row.path(field).valueStream().map(h -> Hash.fromHex(h.asText())).toList();
  }

  static Bytes bytes(JsonNode row, String field) {
    return Bytes.fromHex(row.path(field).asText());
  }

  /** An integer of up to 64 bits, given as a number or as decimal text. */
  static long u64(JsonNode row, String field) {
    return Long.parseUnsignedLong(row.path(field).asText());
  }

  static List<Boolean> booleans(JsonNode row, String field) {
    return row.path(field).valueStream().map(JsonNode::booleanValue).toList();
  }

  /** A list of numbers 0…255. */
  static Bytes numbers(JsonNode row, String field) {
    return Bytes.of(row.path(field).valueStream().mapToInt(JsonNode::intValue).toArray());
  }
}
