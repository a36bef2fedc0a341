package io.bystack.cli.node;

import io.bystack.core.api.AccessTokens;
import io.bystack.core.api.ApiRoutes;
import io.bystack.core.api.ChainAccess;
import io.bystack.core.api.Endpoint;
import io.bystack.core.api.ErrorCodes;
import io.bystack.core.api.Health;
import io.bystack.core.api.MessageEndpoints;
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
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what one chain's API server answers. */
final class ChainApi {
  private final ErrorCodes codes;
  private final Set<String> lacking;
  private final List<Endpoint<?, ?>> endpoints = new ArrayList<>();
  private Optional<Notifications> notifications = Optional.empty();

  /**
   * The calls about the pool and about signed messages.
   *
   * @param lacking paths of the calls that are not there since they need a wallet
   */
  ChainApi(
      ChainAccess access, TransactionRenderer renderer, ErrorCodes codes, Set<String> lacking) {
    this.codes = codes;
    this.lacking = Set.copyOf(lacking);
    endpoints.addAll(new PoolEndpoints(access, renderer).endpoints());
    endpoints.addAll(new MessageEndpoints(renderer.rendering()).endpoints());
  }

  ChainApi add(Collection<? extends Endpoint<?, ?>> more) {
    endpoints.addAll(more);
    return this;
  }

  /** Adds what the node's operator asks of the pool. */
  ChainApi operate(Mempool pool, InstantSource clock) {
    return add(new PoolOperatorEndpoints(pool, clock).endpoints());
  }

  /**
   * Lets websocket clients hear of the chain's blocks and the pool's transactions.
   *
   * @param clients at most so many at a time
   */
  ChainApi follow(ChainEngine engine, Mempool pool, int clients) {
    Notifications told = new Notifications(clients);
    notifications = Optional.of(told);
    engine.addListener(change -> {
      for (BlockRef gone : change.disconnected()) {
        told.blockDisconnected(engine.tree().block(gone).raw());
      }
      for (BlockRef fresh : change.connected()) {
        told.blockConnected(engine.tree().block(fresh).raw());
      }
    });
    pool.addListener(
        new PoolListener() {
          @Override
          public void added(PoolEntry entry) {
            told.newTransaction(entry.transaction().raw(), entry.outcome().failed());
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
        new ApiRoutes(codes)
            .add(endpoints)
            .withoutWallet(lacking)
            .add(TokenEndpoints.of(tokens))
            .add(LogEndpoints.of())
            .metrics(metrics);
    notifications.ifPresent(routes::notifications);
    Health.addTo(routes, health);
    String document =
        OpenApi.document(title.text(), title.version(), routes.endpoints()).toPrettyString();
    routes.addPage(
        "/openapi.json", () -> ApiRoutes.Content.text("application/json; charset=utf-8", document));
    return routes;
  }
}
