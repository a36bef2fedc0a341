package io.bystack.core.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.HeaderOnlyException;
import io.bystack.core.metrics.Metrics;
import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiServerTest {
  record Fields(
      @JsonProperty("block_height") U64 height,
      @JsonProperty("hash") Hash hash,
      @JsonProperty("raw") Bytes raw,
      @JsonProperty("name") String name,
      @JsonProperty("flag") boolean flag) {}

  record Echo(
      @JsonProperty("height") U64 height,
      @JsonProperty("hash") Hash hash,
      @JsonProperty("raw") Bytes raw,
      @JsonProperty("name") String name) {}

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-12-03T04:05:06Z"));

  private final Semaphore gate = new Semaphore(0);
  private final Metrics metrics = Metrics.create().with("chain", "test");
  @TempDir Path folder;
  private Vertx vertx;
  private ApiServer server;
  private Notifications notifications;
  private String base;
  private final HttpClient client =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  @BeforeEach
  void start() throws Exception {
    vertx = Vertx.vertx();
    notifications = new Notifications(2);
    ApiRoutes routes =
        new ApiRoutes(ErrorCodes.load(ApiServerTest.class, "test-codes.tsv"))
            .notifications(notifications)
            .metrics(metrics)
            .withoutWallet(WalletCalls.ofMainChain())
            .add(
                List.of(
                    Endpoint.of(
                        "/echo",
                        Fields.class,
                        Echo.class,
                        "Echoes.",
                        f -> new Echo(f.height(), f.hash(), f.raw(), f.name())),
                    Endpoint.of(
                        "/nothing",
                        Endpoint.NoResult.class,
                        "Does nothing.",
                        () -> Endpoint.NoResult.DONE),
                    Endpoint.of(
                        "/refuse",
                        String.class,
                        "Refuses.",
                        () -> {
                          throw ApiException.of("value out of range").in("field x");
                        }),
                    Endpoint.of(
                        "/below-snapshot",
                        String.class,
                        "Asks for a block that is not kept.",
                        () -> {
                          throw new HeaderOnlyException(5, 9);
                        }),
                    Endpoint.of(
                        "/slow",
                        Endpoint.NoResult.class,
                        "Waits.",
                        () -> {
                          gate.acquireUninterruptibly();
                          return Endpoint.NoResult.DONE;
                        }),
                    Endpoint.of(
                        "/fault",
                        String.class,
                        "Fails.",
                        () -> {
                          throw new IllegalStateException("secret inside");
                        })));
    AccessTokens tokens =
        new AccessTokens(folder.resolve("tokens"), InstantSource.system(), new SecureRandom());
    server = new ApiServer(vertx, ApiOptions.loopback(0), routes, tokens, CLOCK);
    base = "http://127.0.0.1:" + server.start();
  }

  @Test
  void measuresCallsAndRefusalsByRoute() throws Exception {
    for (String path : List.of("/nothing", "/nothing", "/refuse", "/fault", "/made-up-1", "/x/2")) {
      client.send(
          HttpRequest.newBuilder(URI.create(base + path)).GET().build(),
          HttpResponse.BodyHandlers.discarding());
    }
    HttpResponse<String> page =
        client.send(
            HttpRequest.newBuilder(URI.create(base + "/metrics")).GET().build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(page.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain; version=0.0.4");
    assertThat(page.body())
        .contains(
            "bystack_api_requests_seconds_count{chain=\"test\",route=\"/nothing\"} 2",
            "bystack_api_requests_seconds_count{chain=\"test\",route=\"/refuse\"} 1",
            "route=\"/refuse\"} 1.0",
            "bystack_api_errors_total{chain=\"test\",code=\"BTM000\",route=\"/fault\"} 1.0",
            "bystack_api_errors_total{chain=\"test\",code=\"BTM000\",route=\"other\"} 2.0")
        .doesNotContain("made-up", "code=\"BTM000\",route=\"/nothing\"");
  }

  @Test
  void refusesRequestsWhenTooManyWaitAndServesThoseItTook() throws Exception {
    int taken = ApiOptions.MAX_CONCURRENT + ApiOptions.MAX_WAITING;
    HttpRequest slow = HttpRequest.newBuilder(URI.create(base + "/slow")).GET().build();
    BlockingQueue<HttpResponse<String>> answers = new LinkedBlockingQueue<>();
    for (int i = 0; i < taken + 3; i++) {
      var _ = client.sendAsync(slow, HttpResponse.BodyHandlers.ofString()).thenAccept(answers::add);
    }
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> refused = answers.poll(30, TimeUnit.SECONDS);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      assertThat(refused.body()).contains("the node is busy: 64 requests are handled and 256 wait");
    }
    gate.release(taken);
    for (int i = 0; i < taken; i++) {
      assertThat(answers.poll(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
  }

  @AfterEach
  void stop() {
    gate.release(1_000);
    server.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(base + path))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void answersWithTheFieldsGivenWhateverTheirCase() throws Exception {
    HttpResponse<String> response =
        post("/echo", "{\"BLOCK_height\":18446744073709551615,\"Raw\":\"AB\",\"x\":1} trailing");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(
            "{\"status\":\"success\",\"data\":{\"height\":18446744073709551615,\"hash\":null,"
                + "\"raw\":\"ab\",\"name\":null}}\n");
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/json; charset=utf-8");
    assertThat(response.headers().firstValue("X-Frame-Options")).contains("DENY");
    assertThat(response.headers().firstValue("Date")).contains("Thu, 03 Dec 2026 04:05:06 GMT");
  }

  /** What offers HTTP/2, as Java's client does by itself, is answered in HTTP/1.1. */
  @Test
  void speaksNothingButHttp11() throws Exception {
    assertThat(post("/nothing", "{}").version()).isEqualTo(HttpClient.Version.HTTP_1_1);
  }

  @Test
  void missingAndNullFieldsAreZero() throws Exception {
    assertThat(post("/echo", "null").body()).contains("\"height\":0");
    assertThat(post("/echo", "{\"hash\":null,\"block_height\":null}").body())
        .contains("\"hash\":\"" + "0".repeat(64) + "\"")
        .contains("\"height\":0");
  }

  @Test
  void refusesBodiesOfTheWrongForm() throws Exception {
    for (String bad :
        List.of(
            "",
            "{",
            "{\"block_height\":-1}",
            "{\"block_height\":1.5}",
            "{\"block_height\":1e2}",
            "{\"block_height\":\"1\"}",
            "{\"block_height\":18446744073709551616}",
            "{\"raw\":\"abc\"}",
            "{\"raw\":\"zz\"}",
            "{\"hash\":\"00\"}",
            "{\"name\":5}",
            "{\"flag\":\"true\"}",
            "{\"flag\":1}",
            "[]",
            "{\"x\":" + "[".repeat(100) + "]".repeat(100) + "}")) {
      HttpResponse<String> response = post("/echo", bad);
      assertThat(response.statusCode()).as(bad).isEqualTo(400);
      JsonNode body = ApiJson.mapper().readTree(response.body());
      assertThat(body.path("code").asText()).isEqualTo("BTM002");
      assertThat(body.path("detail").asText())
          .endsWith(": check request parameters for missing and/or incorrect values");
      assertThat(body.path("temporary").asBoolean(true)).isFalse();
    }
  }

  @Test
  void refusalsHaveStatus200AndTheirCode() throws Exception {
    assertThat(post("/refuse", "").body())
        .isEqualTo(
            "{\"status\":\"fail\",\"code\":\"BTM768\",\"msg\":\"Arithmetic range error\","
                + "\"error_detail\":\"field x: value out of range\"}\n");
    assertThat(post("/below-snapshot", "").body())
        .contains("\"error_detail\":\"block 5 is not kept, only its header: this chain began");
    assertThat(post("/nothing", "garbage").body()).isEqualTo("{\"status\":\"success\"}\n");
  }

  @Test
  void faultsShowNothingOfTheirCause() throws Exception {
    HttpResponse<String> response = post("/fault", "");
    assertThat(response.body()).contains("BTM000").doesNotContain("secret");
  }

  @Test
  void unknownPathsAnswer500AndUncleanOnesRedirect() throws Exception {
    HttpResponse<String> unknown = post("/echo/", "{}");
    assertThat(unknown.statusCode()).isEqualTo(500);
    assertThat(unknown.body())
        .isEqualTo(
            "{\"code\":\"BTM000\",\"msg\":\"Bytom API Error\",\"status\":\"fail\","
                + "\"detail\":\"not Found\",\"temporary\":true}\n");
    HttpResponse<String> unclean = post("//echo", "{}");
    assertThat(unclean.statusCode()).isEqualTo(301);
    assertThat(unclean.headers().firstValue("Location")).contains("/echo");
  }

  @Test
  void callsThatNeedAWalletLeadToWhatSaysSo() throws Exception {
    for (String path : List.of("/list-accounts", "/create-asset")) {
      HttpResponse<String> response = post(path, "{}");
      assertThat(response.statusCode()).isEqualTo(301);
      assertThat(response.headers().firstValue("Location")).contains("/error");
    }
    assertThat(post("/list-account-votes", "{}").statusCode()).isEqualTo(500);
    assertThat(post("/error", "").body())
        .isEqualTo(
            "{\"status\":\"fail\",\"code\":\"BTM000\",\"msg\":\"Bytom API Error\","
                + "\"error_detail\":\"wallet not found, please check that the wallet is open\"}\n");
  }

  @Test
  void refusesBodiesOverTheLimit() throws Exception {
    HttpResponse<String> response =
        post("/echo", "{\"name\":\"" + "a".repeat(ApiOptions.MAX_BODY_BYTES) + "\"}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("larger than");
  }

  /** Begins a request with a large body and says how it is answered, if it is before its end. */
  private Socket beginUpload(int bytes, BlockingQueue<String> answers) throws Exception {
    URI uri = URI.create(base);
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    Thread.ofVirtual()
        .start(() -> {
          try {
            String head =
                "POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: %d\r\n\r\n"
                    .formatted(ApiOptions.MAX_BODY_BYTES);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(new byte[bytes]);
            BufferedReader in =
                new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            answers.add(String.valueOf(in.readLine()));
          } catch (IOException e) {
            answers.add("closed");
          }
        });
    return socket;
  }

  @Test
  void refusesBodiesThatWouldBeTooMuchTogether() throws Exception {
    int part = 23 << 20;
    BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    List<Socket> uploads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      uploads.add(beginUpload(part, answers));
    }
    assertThat(answers.poll(60, TimeUnit.SECONDS)).startsWith("HTTP/1.1 503");
    // What was refused takes no room any more.
    String small = "{\"name\":\"" + "a".repeat(10 << 20) + "\"}";
    assertThat(post("/echo", small).statusCode()).isEqualTo(200);
    String large = "{\"name\":\"" + "a".repeat(part) + "\"}";
    assertThat(post("/echo", large).statusCode()).isEqualTo(503);
    for (Socket upload : uploads) {
      upload.close();
    }
    // The server hears of the ends by and by.
    int status = 503;
    for (int tries = 0; tries < 100 && status == 503; tries++) {
      status = post("/echo", large).statusCode();
    }
    assertThat(status).isEqualTo(200);
  }

  /** Whoever announces a large body waits until he is told to go on. */
  @Test
  void tellsClientsThatAskToSendTheirBody() throws Exception {
    URI uri = URI.create(base);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(30_000);
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      String head =
          "POST /echo HTTP/1.1\r\nHost: 127.0.0.1\r\nExpect: 100-continue\r\n"
              + "Content-Length: 2\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      assertThat(in.readLine()).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(in.readLine()).isEmpty();
      socket.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));
      assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void refusesForeignOrigins() throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(base + "/nothing"))
                .header("Origin", "https://evil.example")
                .GET()
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(401);
  }

  @Test
  void notifiesSubscribersOnly() throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    WebSocket socket =
        client
            .newWebSocketBuilder()
            .buildAsync(
                URI.create(base.replace("http", "ws") + "/websocket-subscribe"),
                new WebSocket.Listener() {
                  private final StringBuilder text = new StringBuilder();

                  @Override
                  public CompletionStage<?> onText(WebSocket ws, CharSequence part, boolean last) {
                    text.append(part);
                    if (last) {
                      received.add(text.toString());
                      text.setLength(0);
                    }
                    ws.request(1);
                    return null;
                  }
                })
            .get(5, TimeUnit.SECONDS);
    socket.sendText("{\"topic\":\"nope\"}", true).get(5, TimeUnit.SECONDS);
    assertThat(received.poll(5, TimeUnit.SECONDS))
        .isEqualTo(
            "{\"notification_type\":\"request_status\",\"data\":null,"
                + "\"error_detail\":\"Websocket Internal error: There is not this topic: nope\"}");
    for (String wrong : List.of("", "not json", "[]", "{\"topic\":1}")) {
      socket.sendText(wrong, true).get(5, TimeUnit.SECONDS);
      assertThat(received.poll(5, TimeUnit.SECONDS))
          .startsWith(
              "{\"notification_type\":\"request_status\",\"data\":null,"
                  + "\"error_detail\":\"Websocket request parsing error: ");
    }
    // Names are matched without regard to case here, too.
    socket.sendText("{\"Topic\":\"notify_raw_blocks\"}", true).get(5, TimeUnit.SECONDS);
    assertThat(received.poll(5, TimeUnit.SECONDS))
        .isEqualTo("{\"notification_type\":\"request_status\",\"data\":null}");
    notifications.newTransaction(Bytes.of(7), false);
    notifications.blockConnected(Bytes.of(1, 2));
    assertThat(received.poll(5, TimeUnit.SECONDS))
        .isEqualTo("{\"notification_type\":\"raw_blocks_connected\",\"data\":\"0102\"}");
    socket.abort();
  }
}
