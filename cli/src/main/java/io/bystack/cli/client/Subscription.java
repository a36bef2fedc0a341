package io.bystack.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.WebSocket;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What a node's websocket sends, message by message. The node sends no more than is taken from
 * here: what waits is bounded by the connection's buffers.
 */
public final class Subscription implements WebSocket.Listener {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final int MAX_CHARACTERS = 64 << 20;

  /** A message, or the end of the connection. */
  private record Item(Optional<JsonNode> message, String end, WebSocket socket) {}

  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private final StringBuilder text = new StringBuilder();
  private String ended = "";

  Subscription() {}

  @Override
  public void onOpen(WebSocket socket) {
    socket.request(1);
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    text.append(data);
    if (text.length() > MAX_CHARACTERS) {
      items.add(new Item(Optional.empty(), "a message is too long", socket));
      return null;
    }
    if (!last) {
      socket.request(1);
      return null;
    }
    try {
      items.add(new Item(Optional.of(MAPPER.readTree(text.toString())), "", socket));
    } catch (IOException e) {
      items.add(new Item(Optional.empty(), "a message is not JSON", socket));
    }
    text.setLength(0);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
    items.add(new Item(Optional.empty(), "closed with " + status + " " + reason, socket));
    return null;
  }

  @Override
  public void onError(WebSocket socket, Throwable error) {
    items.add(new Item(Optional.empty(), String.valueOf(error.getMessage()), socket));
  }

  /** The next message; none once the connection has ended. */
  public Optional<JsonNode> next() throws InterruptedException {
    if (!ended.isEmpty()) {
      return Optional.empty();
    }
    Item item = items.take();
    if (item.message().isPresent()) {
      item.socket().request(1);
    } else {
      ended = item.end();
      item.socket().abort();
    }
    return item.message();
  }

  /** Why it ended. */
  public String end() {
    return ended;
  }
}
