package io.bystack.core.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Checks one row of a file; each row ends as exactly one call on the report. */
@FunctionalInterface
interface RowCheck {
  void check(JsonNode row, String label, VectorReport report) throws Exception;

  /** The bytes of a field of hex digits. */
  static Bytes hex(JsonNode row, String field) {
    return Bytes.wrap(HexFormat.of().parseHex(row.path(field).asText()));
  }

  static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>(array.size());
    array.forEach(value -> texts.add(value.asText()));
    return texts;
  }
}
