package io.bystack.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.exit.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Calls a node's API (spec/06 §2). A refusal ends the command with its code printed; each kind of
 * failure has its exit code.
 */
public final class NodeClient {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final URI base;
  private final Optional<String> token;
  private final Duration timeout;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_TIMEOUT)
          .version(HttpClient.Version.HTTP_1_1)
          // To /error, which says why a call that needs a wallet is not there.
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /**
   * A client of one API.
   *
   * @param base for example {@code http://127.0.0.1:9888}
   * @param token {@code id:secret} of an access token, if one is used
   */
  public NodeClient(URI base, Optional<String> token, Duration timeout) {
    boolean http = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
    if (!http || base.getHost() == null) {
      throw CommandException.usage(
          base + " is no address of a node's API",
          "http://host:port is expected",
          "Try --rpc-url " + NodeOptions.MAIN_CHAIN + ".");
    }
    this.base = base;
    this.token = token;
    this.timeout = timeout;
  }

  /** Reads an access token from a file that only its owner may read. */
  public static String readToken(Path file) {
    try {
      if (Files.getPosixFilePermissions(file).stream()
          .anyMatch(p -> !p.name().startsWith("OWNER"))) {
        throw CommandException.usage(
            "--token-file " + file + " can be read by others",
            "its permissions must be 0600",
            "Run chmod 600 " + file + ".");
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw CommandException.usage(
          "--token-file " + file + " cannot be read", Reason.of(e), "Check the path.");
    }
  }

  /** Calls an endpoint; the answer's {@code data}, or a missing node if it has none. */
  public JsonNode call(String path, JsonNode request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(request.toString()));
    HttpResponse<String> response = send(builder);
    return result(path, response);
  }

  /** A page that is text and no answer in an envelope. */
  public String page(String path) {
    HttpResponse<String> response =
        send(HttpRequest.newBuilder(base.resolve(path)).timeout(timeout).GET());
    if (response.statusCode() != 200) {
      result(path, response);
      throw CommandException.failed(base + " has no page " + path, "", "");
    }
    return response.body();
  }

  private HttpResponse<String> send(HttpRequest.Builder builder) {
    authorization().ifPresent(value -> builder.header("Authorization", value));
    try {
      return http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.failed("interrupted", "while waiting for " + base, "");
    }
  }

  private Optional<String> authorization() {
    return token.map(
        t -> "Basic " + Base64.getEncoder().encodeToString(t.getBytes(StandardCharsets.UTF_8)));
  }

  private CommandException unreachable(Throwable e) {
    return new CommandException(
        ExitCode.UNREACHABLE,
        "no node answers at " + base,
        // The HTTP client says nothing of a refused connection.
        e instanceof ConnectException && e.getMessage() == null
            ? "the connection is refused"
            : String.valueOf(
                e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()),
        "Start one with: bystack node, or name another with --rpc-url.");
  }

  private CommandException unauthorised(String path, String detail) {
    return new CommandException(
        ExitCode.UNAUTHORISED,
        "the node does not let you call " + path,
        detail,
        "Give an access token with --token-file.");
  }

  /** Subscribes to a topic of the node's websocket (spec/06 §9). */
  public Subscription subscribe(String topic) {
    String path = "/websocket-subscribe";
    URI uri = URI.create(base.resolve(path).toString().replaceFirst("^http", "ws"));
    WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(CONNECT_TIMEOUT);
    authorization().ifPresent(value -> builder.header("Authorization", value));
    Subscription subscription = new Subscription();
    try {
      WebSocket socket = builder.buildAsync(uri, subscription).join();
      socket.sendText(MAPPER.createObjectNode().put("topic", topic).toString(), true).join();
      return subscription;
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        int status = refused.getResponse().statusCode();
        throw status == 401
            ? unauthorised(path, "HTTP status 401")
            : CommandException.failed(
                base + " opens no websocket",
                "HTTP status " + status,
                "It may have as many clients as api.max-websockets allows.");
      }
      throw unreachable(e.getCause());
    }
  }

  /** Calls an endpoint without request fields. */
  public JsonNode call(String path) {
    return call(path, MAPPER.createObjectNode());
  }

  private JsonNode result(String path, HttpResponse<String> response) {
    JsonNode body;
    try {
      body = MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw CommandException.failed(
          base + " does not speak the node's API", "the answer to " + path + " is not JSON", "");
    }
    if (response.statusCode() == 401) {
      throw unauthorised(path, body.path("detail").asText());
    }
    if (!body.path("status").asText().equals("success")) {
      String detail = body.path("error_detail").asText(body.path("detail").asText());
      throw new CommandException(
          ExitCode.REFUSED,
          "refused by the node: " + body.path("code").asText() + " " + body.path("msg").asText(),
          detail,
          "");
    }
    return body.path("data");
  }
}
