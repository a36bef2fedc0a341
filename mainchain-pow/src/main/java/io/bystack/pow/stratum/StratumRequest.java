package io.bystack.pow.stratum;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.core.bytes.DecodeException;

/**
 * One line of a miner (spec/03 §11.1).
 *
 * @param id echoed in the answer as it came: number, text or null
 */
record StratumRequest(JsonNode id, String method, JsonNode params) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxNumberLength(30)
                          .build())
                  .build())
          .build();

  static StratumRequest parse(String line) throws DecodeException {
    JsonNode root;
    try {
      root = MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      throw DecodeException.format("line is not JSON", -1);
    }
    JsonNode method = root.path("method");
    JsonNode id = root.path("id");
    if (!method.isTextual() || id.isContainerNode()) {
      throw DecodeException.format("line is not a request: method or id", -1);
    }
    JsonNode known = id.isMissingNode() ? JsonNodeFactory.instance.nullNode() : id;
    return new StratumRequest(known, method.asText(), root.path("params"));
  }

  /** The answer's line. */
  String answer(JsonNode result) {
    ObjectNode node = envelope();
    node.set("result", result);
    return node.putNull("error").toString();
  }

  /** The line that refuses. */
  String refuse(StratumError error) {
    ObjectNode node = envelope().putNull("result");
    node.putObject("error").put("code", error.code()).put("message", error.message());
    return node.toString();
  }

  private ObjectNode envelope() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set("id", id);
    return node.put("jsonrpc", "2.0");
  }
}
