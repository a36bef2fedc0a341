package io.bystack.core.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import io.bystack.core.consensus.HeaderOnlyException;
import io.bystack.core.metrics.Latency;
import io.netty.handler.codec.compression.StandardCompressionOptions;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One chain's HTTP API (spec/06 §1). The event loop reads and writes; handlers run on virtual
 * threads, at most {@link ApiOptions#MAX_CONCURRENT} at a time; as many as {@link
 * ApiOptions#MAX_WAITING} wait, the rest is refused. Bodies are bounded before they are kept, each
 * and all together. A fault in a handler is logged with an identifier and answered as BTM000.
 */
public final class ApiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
  private static final String BODY_SUFFIX =
      ": check request parameters for missing and/or incorrect values";
  private static final int START_TIMEOUT_SECONDS = 10;

  /** Unlike Java's own RFC 1123 format, HTTP has two digits for every day of a month. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

  private final ApiRoutes routes;
  private final Authentication authentication;
  private final HostCheck hosts;
  private final ApiOptions options;
  private final Vertx vertx;
  private final HttpServer server;
  private final ExecutorService handlers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("api-", 0).factory());
  private final InstantSource clock;
  private final RequestBodies bodies =
      new RequestBodies(ApiOptions.MAX_BODY_BYTES, ApiOptions.MAX_BODIES_BYTES);
  private final Semaphore running = new Semaphore(ApiOptions.MAX_CONCURRENT);
  private final Semaphore accepted =
      new Semaphore(ApiOptions.MAX_CONCURRENT + ApiOptions.MAX_WAITING);

  /** A server that does not listen yet; see {@link #start()}. */
  public ApiServer(
      Vertx vertx, ApiOptions options, ApiRoutes routes, AccessTokens tokens, InstantSource clock) {
    this.vertx = vertx;
    this.options = options;
    this.routes = routes;
    this.clock = clock;
    this.authentication = new Authentication(tokens, options.authDisabled());
    this.hosts = HostCheck.of(options);
    this.server = vertx.createHttpServer(transport(options)).requestHandler(this::onRequest);
  }

  /** HTTP/1.1 alone and plain websockets, as the reference has them (spec/06 §1, §9). */
  private static HttpServerOptions transport(ApiOptions options) {
    return new HttpServerOptions()
        .setHost(options.host())
        .setPort(options.port())
        .setHttp2ClearTextEnabled(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setCompressionSupported(true)
        .addCompressor(StandardCompressionOptions.gzip())
        .setMaxHeaderSize(16 << 10)
        .setIdleTimeout(120)
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        // Clients with a body of more than a KiB wait for it, curl for a second.
        .setHandle100ContinueAutomatically(true)
        .setMaxWebSocketFrameSize(64 << 10)
        .setMaxWebSocketMessageSize(64 << 10);
  }

  /**
   * Starts listening.
   *
   * @return the port listened on
   * @throws IOException if the address cannot be bound; the message names it
   */
  public int start() throws IOException {
    try {
      server
          .listen()
          .toCompletionStage()
          .toCompletableFuture()
          .get(START_TIMEOUT_SECONDS, TimeUnit.SECONDS);
      return server.actualPort();
    } catch (ExecutionException | TimeoutException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      throw new IOException(
          "the API cannot listen on %s:%d: %s"
              .formatted(options.host(), options.port(), cause.getMessage()),
          cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting the API", e);
    }
  }

  private void onRequest(HttpServerRequest request) {
    String path = request.path() == null ? "/" : request.path();
    Optional<String> foreign =
        hosts.refusal(request.getHeader("Host"), request.getHeader("Origin"));
    if (foreign.isPresent()) {
      sendRefusal(request, error(401, ErrorCodes.UNAUTHENTICATED, foreign.get()));
      return;
    }
    Optional<String> clean = PathCleaning.redirect(path);
    if (clean.isPresent()) {
      redirect(request, 301, clean.get());
      return;
    }
    if (path.equals("/")) {
      redirect(request, 302, "/dashboard/");
      return;
    }
    Optional<String> refusal =
        authentication.refusal(client(request), path, request.getHeader("Authorization"));
    if (refusal.isPresent()) {
      sendRefusal(request, error(401, ErrorCodes.UNAUTHENTICATED, refusal.get()));
      return;
    }
    if (path.equals("/websocket-subscribe") && routes.notifications().isPresent()) {
      routes.notifications().get().accept(request);
      return;
    }
    dispatch(request, path);
  }

  private void dispatch(HttpServerRequest request, String path) {
    Optional<ApiRoutes.Page> page = routes.page(path);
    if (page.isPresent()) {
      var _ = runOffLoop(request, () -> page.get().get(), this::sendPage);
      return;
    }
    Optional<Endpoint<?, ?>> endpoint = routes.endpoint(path);
    if (endpoint.isEmpty()) {
      if (routes.needsWallet(path)) {
        redirect(request, 301, WalletCalls.ERROR);
      } else {
        sendRefusal(request, error(500, ErrorCodes.GENERAL, "not Found"));
      }
      return;
    }
    if (endpoint.get().readsBody()) {
      readBody(request, endpoint.get());
    } else {
      var _ = runOffLoop(request, () -> call(endpoint.get(), Buffer.buffer()), this::send);
    }
  }

  private void readBody(HttpServerRequest request, Endpoint<?, ?> endpoint) {
    bodies.read(
        request,
        body -> {
          boolean taken =
              runOffLoop(
                  request,
                  () -> {
                    try (body) {
                      return call(endpoint, body.content());
                    }
                  },
                  this::send);
          if (!taken) {
            body.close();
          }
        },
        refusal -> refuseBody(request, refusal));
  }

  private void refuseBody(HttpServerRequest request, RequestBodies.Refusal refusal) {
    switch (refusal) {
      case TOO_LARGE -> {
        String limit = "request body is larger than " + ApiOptions.MAX_BODY_BYTES + " bytes";
        sendRefusal(request, error(400, ErrorCodes.BAD_REQUEST, limit + BODY_SUFFIX));
      }
      case NO_ROOM ->
          refuseForNow(
              request,
              "the node is busy: bodies of requests take %d bytes already, try again later"
                  .formatted(ApiOptions.MAX_BODIES_BYTES));
    }
  }

  private void refuseForNow(HttpServerRequest request, String why) {
    request.response().putHeader("Retry-After", "1");
    sendRefusal(request, error(503, ErrorCodes.GENERAL, why));
  }

  /** Handles a request on a thread of its own; false if it is refused, as too many wait. */
  private <T> boolean runOffLoop(
      HttpServerRequest request,
      java.util.function.Supplier<T> work,
      java.util.function.BiConsumer<HttpServerRequest, T> reply) {
    if (!accepted.tryAcquire()) {
      refuseForNow(
          request,
          "the node is busy: %d requests are handled and %d wait, try again later"
              .formatted(ApiOptions.MAX_CONCURRENT, ApiOptions.MAX_WAITING));
      return false;
    }
    Context context = vertx.getOrCreateContext();
    handlers.execute(() -> {
      running.acquireUninterruptibly();
      try {
        T answer = work.get();
        context.runOnContext(ignored -> reply.accept(request, answer));
      } catch (RuntimeException e) {
        LOG.error("request to {} failed", request.path(), e);
        context.runOnContext(ignored ->
            sendRefusal(request, fail(ErrorCodes.GENERAL, "internal error, see the node's log")));
      } finally {
        running.release();
        accepted.release();
      }
    });
    return true;
  }

  private Envelope call(Endpoint<?, ?> endpoint, Buffer body) {
    Latency latency = routes.metrics().latency(endpoint.path());
    long begin = latency.start();
    try {
      Envelope answer = answer(endpoint, body);
      routes.metrics().answered(endpoint.path(), answer);
      return answer;
    } finally {
      latency.stop(begin);
    }
  }

  private <Q, A> Envelope answer(Endpoint<Q, A> endpoint, Buffer body) {
    try {
      A answer = endpoint.handler().handle(parse(endpoint, body));
      return answer == Endpoint.NoResult.DONE ? new Envelope.Done() : new Envelope.Success(answer);
    } catch (ApiException e) {
      if (e.isBadRequest()) {
        return error(400, ErrorCodes.BAD_REQUEST, e.getMessage() + BODY_SUFFIX);
      }
      return fail(routes.codes().code(e.root()), e.getMessage());
    } catch (HeaderOnlyException e) {
      return fail(ErrorCodes.GENERAL, e.getMessage());
    }
  }

  private Envelope.Fail fail(String code, String detail) {
    return new Envelope.Fail(code, routes.codes().message(code), detail);
  }

  private static <Q> Q parse(Endpoint<Q, ?> endpoint, Buffer body) throws ApiException {
    try {
      ObjectReader reader = ApiJson.mapper().readerFor(endpoint.request());
      if (!endpoint.readsBody()) {
        return reader.readValue("{}");
      }
      try (JsonParser parser = reader.createParser(body.getBytes())) {
        if (parser.nextToken() == null) {
          throw ApiException.badRequest("EOF");
        }
        Q request = reader.readValue(parser);
        return request == null ? reader.readValue("{}") : request;
      }
    } catch (JsonProcessingException e) {
      throw ApiException.badRequest(e.getOriginalMessage());
    } catch (IOException e) {
      throw ApiException.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private Envelope.TransportError error(int status, String code, String detail) {
    return new Envelope.TransportError(status, code, routes.codes().message(code), detail);
  }

  private static InetAddress client(HttpServerRequest request) {
    return ClientAddress.of(request.connection().remoteAddress());
  }

  /** An answer that no handler gave. */
  private void sendRefusal(HttpServerRequest request, Envelope envelope) {
    String path = String.valueOf(request.path());
    routes
        .metrics()
        .answered(routes.endpoint(path).isPresent() ? path : ApiMetrics.OTHER, envelope);
    send(request, envelope);
  }

  private void send(HttpServerRequest request, Envelope envelope) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    byte[] json;
    try {
      json = ApiJson.mapper().writeValueAsBytes(envelope);
    } catch (JsonProcessingException e) {
      LOG.error("answer to {} could not be written as JSON", request.path(), e);
      json = "{\"status\":\"fail\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
    standardHeaders(response, "application/json; charset=utf-8", "DENY");
    response.setStatusCode(envelope.status());
    Buffer body = Buffer.buffer(json).appendByte((byte) '\n');
    finish(request, response, body);
  }

  private void sendPage(HttpServerRequest request, ApiRoutes.Content content) {
    HttpServerResponse response = request.response();
    standardHeaders(response, content.type(), content.frameOptions());
    response.setStatusCode(content.status());
    finish(request, response, Buffer.buffer(content.body().toArray()));
  }

  private void redirect(HttpServerRequest request, int status, String location) {
    HttpServerResponse response = request.response();
    standardHeaders(response, "text/html; charset=utf-8", "DENY");
    response.setStatusCode(status).putHeader("Location", location);
    String text = status == 301 ? "Moved Permanently" : "Found";
    boolean page =
        request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    Buffer body =
        page
            ? Buffer.buffer("<a href=\"" + location + "\">" + text + "</a>.\n\n")
            : Buffer.buffer();
    finish(request, response, body);
  }

  private static void finish(HttpServerRequest request, HttpServerResponse response, Buffer body) {
    if (request.method().equals(HttpMethod.HEAD)) {
      response.putHeader("Content-Length", Integer.toString(body.length()));
      var _ = response.end();
    } else {
      var _ = response.end(body);
    }
  }

  private void standardHeaders(HttpServerResponse response, String type, String frames) {
    response
        .putHeader("Content-Type", type)
        .putHeader("Vary", "Accept-Encoding")
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", frames)
        .putHeader("X-Xss-Protection", "1")
        .putHeader("Date", DATE.format(clock.instant().atOffset(ZoneOffset.UTC)));
  }

  /** Stops listening and waits for the requests under way. */
  @Override
  public void close() {
    server.close().toCompletionStage().toCompletableFuture().join();
    routes.notifications().ifPresent(Notifications::close);
    handlers.close();
  }
}
