package io.bystack.core.vectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bystack.core.bytes.ByteReader;
import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.model.HashJson;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/** {@code primitives.json} of the encoding vectors: varints, strings, lists, hash JSON. */
public final class PrimitivesCheck implements VectorCheck {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Override
  public boolean handles(String fileName) {
    return fileName.equals("primitives.json");
  }

  /** Reads one case; gives the fields that the row must have beside the rest. */
  @FunctionalInterface
  private interface Decoder {
    Map<String, Object> decode(ByteReader reader) throws DecodeException;
  }

  @Override
  public void check(VectorFile file, VectorReport report) throws IOException {
    for (Map.Entry<String, JsonNode> table : file.json().properties()) {
      int index = 0;
      for (JsonNode row : table.getValue()) {
        String label = table.getKey() + "[" + index++ + "]";
        switch (table.getKey()) {
          case "encode" -> report.expect(label, "encoding", encoding(row), encode(row));
          case "hash_json" -> report.expect(label, "hash", outcome(row), parseHash(row));
          case "decode_varint63" ->
              decode(label, row, r -> Map.of("value", Long.toString(r.v63())), report);
          case "decode_varint31" ->
              decode(label, row, r -> Map.of("value", Integer.toString(r.v31())), report);
          case "decode_varstr31" ->
              decode(label, row, r -> Map.of("value", r.str().toHex()), report);
          case "decode_varstrlist" ->
              decode(
                  label,
                  row,
                  r -> Map.of("value", r.strs().stream().map(Bytes::toHex).toList()),
                  report);
          case "decode_extensible_varint63" ->
              decode(label, row, PrimitivesCheck::extensible, report);
          default -> report.fail(label, "unknown table");
        }
      }
    }
  }

  private static Map<String, Object> extensible(ByteReader reader) throws DecodeException {
    ByteReader inner = reader.ext();
    String value = Long.toString(inner.v63());
    return Map.of("varint63", value, "suffix", inner.rest().toHex());
  }

  private static void decode(String label, JsonNode row, Decoder decoder, VectorReport report) {
    Map<String, Object> expected = new TreeMap<>();
    row.properties().stream()
        .filter(e -> !e.getKey().equals("hex"))
        .forEach(e -> expected.put(e.getKey(), plain(e.getValue())));
    Map<String, Object> actual = new TreeMap<>();
    try {
      ByteReader reader = Bytes.fromHex(row.path("hex").asText()).reader();
      actual.putAll(decoder.decode(reader));
      actual.put("rest", reader.rest().toHex());
    } catch (DecodeException e) {
      actual.put("error", e.getMessage());
    }
    report.expect(label, "outcome", expected, actual);
  }

  private static Object plain(JsonNode value) {
    return value.isArray() ? value.valueStream().map(JsonNode::asText).toList() : value.asText();
  }

  private static String encoding(JsonNode row) {
    return either(row, "varint63") + " " + either(row, "varint31");
  }

  private static String either(JsonNode row, String field) {
    return row.has(field) ? row.path(field).asText() : row.path(field + "_error").asText();
  }

  private static String encode(JsonNode row) {
    long value = Long.parseUnsignedLong(row.path("value").asText());
    String v63;
    try {
      v63 = new ByteWriter().v63(value).toBytes().toHex();
    } catch (IllegalArgumentException e) {
      v63 = e.getMessage();
    }
    try {
      return v63 + " " + new ByteWriter().v31(value).toBytes().toHex();
    } catch (IllegalArgumentException e) {
      return v63 + " " + e.getMessage();
    }
  }

  private static String outcome(JsonNode row) {
    return row.has("error") ? row.path("error").asText() : row.path("value").asText();
  }

  private static String parseHash(JsonNode row) throws JsonProcessingException {
    try {
      return HashJson.parse(MAPPER.readTree(row.path("json").asText())).toHex();
    } catch (DecodeException e) {
      return e.getMessage();
    }
  }
}
