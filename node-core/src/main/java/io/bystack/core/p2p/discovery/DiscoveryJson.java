package io.bystack.core.p2p.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.p2p.discovery.DiscoveryMessage.Endpoint;
import io.bystack.core.p2p.discovery.DiscoveryMessage.FindNode;
import io.bystack.core.p2p.discovery.DiscoveryMessage.FindNodeHash;
import io.bystack.core.p2p.discovery.DiscoveryMessage.Neighbors;
import io.bystack.core.p2p.discovery.DiscoveryMessage.NodeEntry;
import io.bystack.core.p2p.discovery.DiscoveryMessage.Ping;
import io.bystack.core.p2p.discovery.DiscoveryMessage.Pong;
import io.bystack.core.p2p.discovery.DiscoveryMessage.TopicNodes;
import io.bystack.core.p2p.discovery.DiscoveryMessage.TopicQuery;
import io.bystack.core.p2p.discovery.DiscoveryMessage.TopicRegister;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads the JSON bodies of discovery packets as leniently as the reference does (spec/04 §9.2). */
final class DiscoveryJson {
  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private DiscoveryJson() {}

  static DiscoveryMessage read(int type, Bytes body) throws DecodeException {
    JsonNode json = parse(body);
    return switch (type) {
      case 1 ->
          new Ping(
              unsigned(json, "Version"),
              endpoint(json.path("From")),
              endpoint(json.path("To")),
              unsigned(json, "Expiration"),
              texts(json, "Topics"));
      case 2 ->
          new Pong(
              endpoint(json.path("To")),
              hex(json, "ReplyTok"),
              unsigned(json, "Expiration"),
              hash(json, "TopicHash"),
              unsigned(json, "TicketSerial"),
              numbers(json, "WaitPeriods"));
      case 3 -> new FindNode(hash(json, "Target"), unsigned(json, "Expiration"));
      case 4 -> new Neighbors(nodes(json), unsigned(json, "Expiration"));
      case 5 -> new FindNodeHash(hash(json, "Target"), unsigned(json, "Expiration"));
      case 6 -> new TopicRegister(texts(json, "Topics"), unsigned(json, "Idx"), hex(json, "Pong"));
      case 7 -> new TopicQuery(text(json, "Topic"), unsigned(json, "Expiration"));
      case 8 -> new TopicNodes(hash(json, "Echo"), nodes(json));
      default -> throw DecodeException.format("unknown packet type: " + type, 0);
    };
  }

  private static JsonNode parse(Bytes body) throws DecodeException {
    JsonNode json;
    try {
      json = JSON.readTree(body.toArray());
    } catch (JsonProcessingException e) {
      throw DecodeException.format("not JSON: " + e.getOriginalMessage(), -1);
    } catch (IOException e) {
      throw DecodeException.format("not JSON", -1);
    }
    if (json.isMissingNode() || !(json.isObject() || json.isNull())) {
      throw DecodeException.format("body is not a JSON object", -1);
    }
    return json;
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static Endpoint endpoint(JsonNode json) throws DecodeException {
    if (absent(json)) {
      return Endpoint.NONE;
    }
    if (!json.isObject()) {
      throw DecodeException.format("endpoint is not a JSON object", -1);
    }
    return new Endpoint(
        hex(json, "IP"),
        (int) unsigned(json, "UDP") & 0xffff,
        (int) unsigned(json, "TCP") & 0xffff);
  }

  private static long unsigned(JsonNode json, String key) throws DecodeException {
    return unsignedValue(json.path(key), key);
  }

  private static long unsignedValue(JsonNode value, String key) throws DecodeException {
    if (absent(value)) {
      return 0;
    }
    if (!value.isNumber() || value.doubleValue() < 0) {
      throw DecodeException.format(key + " is not an unsigned number", -1);
    }
    return (long) value.doubleValue();
  }

  private static String text(JsonNode json, String key) throws DecodeException {
    return textValue(json.path(key), key);
  }

  private static String textValue(JsonNode value, String key) throws DecodeException {
    if (absent(value)) {
      return "";
    }
    if (!value.isTextual()) {
      throw DecodeException.format(key + " is not a text", -1);
    }
    return value.textValue();
  }

  private static Bytes hex(JsonNode json, String key) throws DecodeException {
    try {
      return Bytes.fromHex(text(json, key));
    } catch (IllegalArgumentException e) {
      throw DecodeException.format(key + " is not hex", -1);
    }
  }

  private static Hash hash(JsonNode json, String key) throws DecodeException {
    if (absent(json.path(key))) {
      return Hash.ZERO;
    }
    Bytes bytes = hex(json, key);
    if (bytes.length() != Hash.SIZE) {
      throw DecodeException.format(key + " has " + bytes.length() + " bytes, expected 32", -1);
    }
    return Hash.of(bytes);
  }

  private static List<JsonNode> array(JsonNode json, String key) throws DecodeException {
    JsonNode value = json.path(key);
    if (absent(value)) {
      return List.of();
    }
    if (!value.isArray()) {
      throw DecodeException.format(key + " is not a list", -1);
    }
    List<JsonNode> list = new ArrayList<>(value.size());
    value.forEach(list::add);
    return list;
  }

  private static List<String> texts(JsonNode json, String key) throws DecodeException {
    List<String> list = new ArrayList<>();
    for (JsonNode value : array(json, key)) {
      list.add(textValue(value, key));
    }
    return List.copyOf(list);
  }

  private static List<Long> numbers(JsonNode json, String key) throws DecodeException {
    List<Long> list = new ArrayList<>();
    for (JsonNode value : array(json, key)) {
      list.add(unsignedValue(value, key));
    }
    return List.copyOf(list);
  }

  private static List<NodeEntry> nodes(JsonNode json) throws DecodeException {
    List<NodeEntry> list = new ArrayList<>();
    for (JsonNode value : array(json, "Nodes")) {
      list.add(new NodeEntry(endpoint(value), hash(value, "ID")));
    }
    return List.copyOf(list);
  }
}
