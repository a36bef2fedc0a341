package io.bystack.cli.node;

import io.bystack.core.api.AccessTokens;
import io.bystack.core.api.ApiRoutes;
import io.bystack.core.api.ChainAccess;
import io.bystack.core.api.Endpoint;
import io.bystack.core.api.ErrorCodes;
import io.bystack.core.api.Health;
import io.bystack.core.api.Notifications;
import io.bystack.core.api.OpenApi;
import io.bystack.core.api.PoolEndpoints;
import io.bystack.core.api.PoolOperatorEndpoints;
import io.bystack.core.api.TokenEndpoints;
import io.bystack.core.api.TransactionRenderer;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolEntry;
import io.bystack.core.chain.PoolListener;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.metrics.Metrics;
import io.bystack.core.model.Transaction;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Collects what one chain's API server answers. */
final class ChainApi {
  private static final int WEB_SOCKETS = 25;

  private final ChainAccess access;
  private final ErrorCodes codes;
  private final Notifications notifications = new Notifications(WEB_SOCKETS);
  private final List<Endpoint<?, ?>> endpoints = new ArrayList<>();

  ChainApi(ChainAccess access, TransactionRenderer renderer, ErrorCodes codes) {
    this.access = access;
    this.codes = codes;
    endpoints.addAll(new PoolEndpoints(access, renderer).endpoints());
  }

  ChainAccess access() {
    return access;
  }

  ChainApi add(Collection<? extends Endpoint<?, ?>> more) {
    endpoints.addAll(more);
    return this;
  }

  /** Adds what the node's operator asks of the pool. */
  ChainApi operate(Mempool pool, InstantSource clock) {
    return add(new PoolOperatorEndpoints(pool, clock).endpoints());
  }

  /** Lets websocket clients hear of the chain's blocks and the pool's transactions. */
  ChainApi follow(ChainEngine engine, Mempool pool) {
    engine.addListener(change -> {
      for (BlockRef gone : change.disconnected()) {
        notifications.blockDisconnected(engine.tree().block(gone).raw());
      }
      for (BlockRef fresh : change.connected()) {
        notifications.blockConnected(engine.tree().block(fresh).raw());
      }
    });
    pool.addListener(
        new PoolListener() {
          @Override
          public void added(PoolEntry entry) {
            notifications.newTransaction(entry.transaction().raw(), entry.outcome().failed());
          }

          @Override
          public void removed(Transaction transaction, Departure departure) {
            // The websocket has no message for it.
          }
        });
    return this;
  }

  /** What the API's description is headed with. */
  record Title(String text, String version) {}

  /** The routes of a node whose wallet is not there. */
  ApiRoutes routes(
      Title title, AccessTokens tokens, Supplier<Health.State> health, Metrics metrics) {
    ApiRoutes routes =
        new ApiRoutes(codes, false)
            .add(endpoints)
            .add(TokenEndpoints.of(tokens))
            .add(LogEndpoints.of())
            .notifications(notifications)
            .metrics(metrics);
    Health.addTo(routes, health);
    String document =
        OpenApi.document(title.text(), title.version(), routes.endpoints()).toPrettyString();
    routes.addPage(
        "/openapi.json", () -> ApiRoutes.Content.text("application/json; charset=utf-8", document));
    return routes;
  }
}
