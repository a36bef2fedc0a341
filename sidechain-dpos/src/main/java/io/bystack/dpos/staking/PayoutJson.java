package io.bystack.dpos.staking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.dpos.staking.Payout.Paid;
import io.bystack.dpos.staking.Payout.Part;
import io.bystack.dpos.staking.Payout.Planned;
import io.bystack.dpos.staking.Payout.Purpose;
import io.bystack.dpos.staking.Payout.Sent;
import io.bystack.dpos.staking.Payout.State;
import io.bystack.dpos.staking.Payout.Terms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A payout as its journal keeps it. */
final class PayoutJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private PayoutJson() {}

  static Bytes write(Payout payout) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("id", payout.id());
    json.put("purpose", payout.terms().purpose().name().toLowerCase(Locale.ROOT));
    json.put("key", payout.xpub().toHex());
    json.put("percent", payout.terms().percent());
    ArrayNode rounds = json.putArray("rounds");
    payout.rounds().forEach(rounds::add);
    ArrayNode parts = json.putArray("parts");
    for (Part part : payout.parts()) {
      ObjectNode node = parts.addObject();
      ObjectNode due = node.putObject("due");
      part.due().forEach((program, amount) -> due.put(program.toHex(), amount));
      write(part.state(), node);
    }
    return Bytes.utf8(json.toString());
  }

  private static void write(State state, ObjectNode node) {
    switch (state) {
      case Planned _ -> node.put("state", "planned");
      case Sent sent ->
          node.put("state", "sent")
              .put("raw", sent.raw().toHex())
              .put("from", sent.from())
              .put("expiry", sent.expiry());
      case Paid paid ->
          node.put("state", "paid")
              .put("transaction", paid.transaction().toHex())
              .put("height", paid.height());
    }
  }

  static Payout read(Bytes bytes) {
    try {
      JsonNode json = MAPPER.readTree(bytes.toArray());
      List<Long> rounds = new ArrayList<>();
      json.path("rounds").forEach(round -> rounds.add(round.asLong()));
      List<Part> parts = new ArrayList<>();
      for (JsonNode node : json.path("parts")) {
        Map<Bytes, Long> due = new TreeMap<>();
        node.path("due")
            .properties()
            .forEach(e -> due.put(Bytes.fromHex(e.getKey()), e.getValue().asLong()));
        parts.add(new Part(due, state(node)));
      }
      return new Payout(
          json.path("id").asLong(),
          new Terms(
              purpose(json.path("purpose").asText("voters")),
              Bytes.fromHex(json.path("key").asText()),
              json.path("percent").asInt()),
          rounds,
          parts);
    } catch (IOException e) {
      throw new UncheckedIOException("a row of the payout journal cannot be read", e);
    }
  }

  /** The first rows name no purpose: they are for voters. */
  private static Purpose purpose(String text) {
    return Purpose.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static State state(JsonNode node) {
    return switch (node.path("state").asText()) {
      case "planned" -> new Planned();
      case "sent" ->
          new Sent(
              Bytes.fromHex(node.path("raw").asText()),
              node.path("from").asLong(),
              node.path("expiry").asLong());
      case "paid" ->
          new Paid(Hash.fromHex(node.path("transaction").asText()), node.path("height").asLong());
      default -> throw new IllegalArgumentException("state " + node.path("state"));
    };
  }
}
