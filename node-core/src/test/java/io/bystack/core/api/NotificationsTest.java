package io.bystack.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NotificationsTest {
  @TempDir Path folder;

  /** The server closes connections that are silent for two minutes; blocks may be further apart. */
  @Test
  void keepsASilentSubscriberByPings() throws Exception {
    Vertx vertx = Vertx.vertx();
    ApiRoutes routes =
        new ApiRoutes(ErrorCodes.load(ApiServerTest.class, "test-codes.tsv"))
            .notifications(new Notifications(1, Duration.ofMillis(20)));
    AccessTokens tokens =
        new AccessTokens(folder.resolve("tokens.json"), InstantSource.system(), new SecureRandom());
    CountDownLatch pings = new CountDownLatch(3);
    try (HttpClient client = HttpClient.newHttpClient();
        ApiServer server =
            new ApiServer(vertx, ApiOptions.loopback(0), routes, tokens, InstantSource.system())) {
      WebSocket socket =
          client
              .newWebSocketBuilder()
              .buildAsync(
                  URI.create("ws://127.0.0.1:" + server.start() + "/websocket-subscribe"),
                  new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onPing(WebSocket ws, ByteBuffer message) {
                      pings.countDown();
                      ws.request(1);
                      return null;
                    }
                  })
              .get(60, TimeUnit.SECONDS);
      assertThat(pings.await(60, TimeUnit.SECONDS)).isTrue();
      socket.abort();
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
  }
}
