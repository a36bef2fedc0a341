package io.bystack.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.cli.client.NodeClient;
import io.bystack.cli.exit.CommandException;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Block;
import io.bystack.core.model.LedgerFormat;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;

/**
 * Follows the main chain of a running node from its tip on: every block once when it is connected
 * and once when it is undone, in the chain's order, also across lost connections.
 */
final class ChainFollower {
  private static final int REMEMBERED = 1_000;

  /** What happened to a block. */
  enum Event {
    CONNECTED,
    DISCONNECTED
  }

  private final NodeClient client;
  private final LedgerFormat format;
  private final BiConsumer<Event, Block> heard;
  // The main chain's last blocks as told so far, the tip last.
  private final Deque<Block> told = new ArrayDeque<>();

  ChainFollower(NodeClient client, LedgerFormat format, BiConsumer<Event, Block> heard) {
    this.client = client;
    this.format = format;
    this.heard = heard;
  }

  /** Begins at the present tip, or goes on where it was: tells what happened meanwhile. */
  void catchUp() {
    if (told.isEmpty()) {
      Hash best = Hash.fromHex(client.call("/get-block-hash").path("block_hash").asText());
      told.addLast(block(Json.object().put("block_hash", best.toHex())));
      return;
    }
    long height = client.call("/get-block-count").path("block_count").asLong();
    while (!told.isEmpty() && !isStillThere(told.getLast(), height)) {
      heard.accept(Event.DISCONNECTED, told.removeLast());
    }
    if (told.isEmpty()) {
      throw CommandException.failed(
          "the chain has been reorganised deeper than this command remembers",
          "more than " + REMEMBERED + " blocks were undone while it was not connected",
          "Run it again.");
    }
    for (long next = told.getLast().height() + 1; next <= height; next++) {
      connect(block(Json.object().put("block_height", next)));
    }
  }

  private boolean isStillThere(Block block, long best) {
    return block.height() <= best
        && block(Json.object().put("block_height", block.height())).hash().equals(block.hash());
  }

  private Block block(JsonNode selector) {
    return decode(client.call("/get-raw-block", selector).path("raw_block").asText());
  }

  private Block decode(String hex) {
    try {
      return format.decodeBlock(Bytes.wrap(HexText.parse(hex)));
    } catch (DecodeException e) {
      throw CommandException.usage(
          "the node's blocks are not of this kind of chain",
          e.getMessage(),
          "Give --chain main or --chain side.");
    }
  }

  /** Takes a message of the node's websocket. */
  void take(JsonNode message) {
    switch (message.path("notification_type").asText()) {
      case "raw_blocks_connected" -> connected(decode(message.path("data").asText()));
      case "raw_blocks_disconnected" -> disconnected(decode(message.path("data").asText()));
      case "request_status" -> {
        if (message.has("error_detail")) {
          throw CommandException.failed(
              "the node does not notify", message.path("error_detail").asText(), "");
        }
      }
      default -> {
        // Other topics were not asked for; a newer node may send more than this one knows.
      }
    }
  }

  private void connected(Block block) {
    if (told.getLast().hash().equals(block.header().previous())) {
      connect(block);
    } else if (block.height() > told.getLast().height()) {
      // Something between was missed.
      catchUp();
    }
    // Else it has been told of while catching up.
  }

  private void disconnected(Block block) {
    if (told.getLast().hash().equals(block.hash())) {
      heard.accept(Event.DISCONNECTED, told.removeLast());
      if (told.isEmpty()) {
        told.addLast(block(Json.object().put("block_hash", block.header().previous().toHex())));
      }
    }
  }

  private void connect(Block block) {
    told.addLast(block);
    if (told.size() > REMEMBERED) {
      told.removeFirst();
    }
    heard.accept(Event.CONNECTED, block);
  }
}
