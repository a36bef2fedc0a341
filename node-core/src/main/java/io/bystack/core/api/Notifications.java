package io.bystack.core.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.bystack.core.bytes.Bytes;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The websocket at {@code /websocket-subscribe} (spec/06 §9): raw blocks as they are connected and
 * disconnected, transactions as they enter the pool. A client that does not read is disconnected
 * once its queue is full; nobody else waits for it. Pings keep connections open on which nothing
 * happens: a server closes what is silent, and blocks may be minutes apart.
 */
public final class Notifications {
  private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
  private static final int QUEUE_BYTES = 64 << 20;
  private static final Duration PING_PERIOD = Duration.ofSeconds(30);

  private enum Topic {
    RAW_BLOCKS("raw_blocks"),
    NEW_TRANSACTIONS("new_transactions");

    private final String text;

    Topic(String text) {
      this.text = text;
    }
  }

  private record Request(@JsonProperty("topic") String topic) {}

  @JsonPropertyOrder({"notification_type", "data", "error_detail"})
  private record Message(
      @JsonProperty("notification_type") String type,
      @JsonProperty("data") Object data,
      @JsonProperty("error_detail") @JsonInclude(JsonInclude.Include.NON_NULL) String error) {}

  /** Data of {@code new_transaction}. */
  @JsonPropertyOrder({"transaction", "status_fail"})
  private record NewTransaction(
      @JsonProperty("transaction") Bytes transaction,
      @JsonProperty("status_fail") boolean statusFail) {}

  private final int limit;
  private final Duration pingPeriod;
  private final Map<ServerWebSocket, Set<Topic>> clients = new ConcurrentHashMap<>();

  public Notifications(int limit) {
    this(limit, PING_PERIOD);
  }

  Notifications(int limit, Duration pingPeriod) {
    this.limit = limit;
    this.pingPeriod = pingPeriod;
  }

  void accept(HttpServerRequest request) {
    boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
    if (!upgrade || clients.size() >= limit) {
      var _ =
          request
              .response()
              .setStatusCode(400)
              .putHeader("Content-Type", "text/plain; charset=utf-8")
              .end("400 Bad Request.\n");
      return;
    }
    request
        .toWebSocket()
        .onSuccess(this::onOpen)
        .onFailure(e -> LOG.debug("websocket upgrade failed: {}", e.getMessage()));
  }

  private void onOpen(ServerWebSocket socket) {
    clients.put(socket, EnumSet.noneOf(Topic.class));
    socket.setWriteQueueMaxSize(QUEUE_BYTES);
    Vertx vertx = Vertx.currentContext().owner();
    long pings = vertx.setPeriodic(pingPeriod.toMillis(), _ -> ping(socket));
    socket.closeHandler(_ -> {
      vertx.cancelTimer(pings);
      clients.remove(socket);
    });
    socket.exceptionHandler(e -> clients.remove(socket));
    socket.textMessageHandler(text -> onRequest(socket, text));
  }

  private static void ping(ServerWebSocket socket) {
    if (!socket.writeQueueFull()) {
      socket
          .writePing(Buffer.buffer())
          .onFailure(e -> LOG.debug("websocket ping failed: {}", e.getMessage()));
    }
  }

  private void onRequest(ServerWebSocket socket, String text) {
    String topic;
    try {
      Request request = ApiJson.mapper().readValue(text, Request.class);
      topic = request == null || request.topic() == null ? "" : request.topic();
    } catch (JsonProcessingException e) {
      answer(socket, "Websocket request parsing error: " + e.getOriginalMessage());
      return;
    }
    Set<Topic> topics = clients.get(socket);
    if (topics == null) {
      return;
    }
    for (Topic known : Topic.values()) {
      if (topic.equals("notify_" + known.text)) {
        topics.add(known);
        answer(socket, null);
        return;
      }
      if (topic.equals("stop_notify_" + known.text)) {
        topics.remove(known);
        answer(socket, null);
        return;
      }
    }
    answer(socket, "Websocket Internal error: There is not this topic: " + topic);
  }

  private static void answer(ServerWebSocket socket, String error) {
    write(socket, json(new Message("request_status", null, error)));
  }

  /** Tells subscribers of a block that has become part of the best chain. */
  public void blockConnected(Bytes rawBlock) {
    publish(Topic.RAW_BLOCKS, "raw_blocks_connected", rawBlock);
  }

  /** Tells subscribers of a block that is no longer part of the best chain. */
  public void blockDisconnected(Bytes rawBlock) {
    publish(Topic.RAW_BLOCKS, "raw_blocks_disconnected", rawBlock);
  }

  /** Tells subscribers of a transaction that has entered the pool. */
  public void newTransaction(Bytes raw, boolean statusFail) {
    publish(Topic.NEW_TRANSACTIONS, "new_transaction", new NewTransaction(raw, statusFail));
  }

  private void publish(Topic topic, String type, Object data) {
    String text = null;
    for (Map.Entry<ServerWebSocket, Set<Topic>> client : clients.entrySet()) {
      if (client.getValue().contains(topic)) {
        text = text == null ? json(new Message(type, data, null)) : text;
        write(client.getKey(), text);
      }
    }
  }

  private static void write(ServerWebSocket socket, String text) {
    if (socket.writeQueueFull()) {
      var _ = socket.close((short) 1008, "client does not read");
      return;
    }
    socket
        .writeTextMessage(text)
        .onFailure(e -> LOG.debug("websocket write failed: {}", e.getMessage()));
  }

  private static String json(Message message) {
    try {
      return ApiJson.mapper().writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  void close() {
    clients.keySet().forEach(s -> s.close((short) 1001, "node stops"));
  }
}
