package io.bystack.core.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.bytes.HexText;

/** JSON forms of hashes and of asset amounts, quirks included (spec/01 §2). */
public final class HashJson {
  private HashJson() {}

  /** A hash from a JSON string of 64 hex digits; {@code null} is the zero hash. */
  public static Hash parse(JsonNode json) throws DecodeException {
    return switch (json.getNodeType()) {
      case STRING -> HexText.decodeHash(json.textValue());
      case NULL -> Hash.ZERO;
      case NUMBER -> throw wrongType("number");
      case BOOLEAN -> throw wrongType("bool");
      case ARRAY -> throw wrongType("array");
      case OBJECT, POJO, BINARY, MISSING -> throw wrongType("object");
    };
  }

  private static DecodeException wrongType(String type) {
    return DecodeException.format(
        "json: cannot unmarshal " + type + " into Go value of type string", -1);
  }

  /** {@code {"asset_id":…,"amount":…}} without what is absent or zero. */
  public static ObjectNode of(AssetAmount value) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (!value.asset().equals(AssetId.ABSENT)) {
      json.put("asset_id", value.asset().value().toHex());
    }
    if (value.amount() != 0) {
      json.put("amount", value.amount());
    }
    return json;
  }
}
