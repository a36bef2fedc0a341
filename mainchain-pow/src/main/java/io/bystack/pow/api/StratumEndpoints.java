package io.bystack.pow.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.bystack.core.api.ApiException;
import io.bystack.core.api.Endpoint;
import io.bystack.core.api.U64;
import io.bystack.pow.stratum.StratumServer;
import io.bystack.pow.stratum.WorkerStatistics;
import io.bystack.pow.stratum.WorkerStatistics.Shares;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What the node's pool server for miners does. */
public record StratumEndpoints(Supplier<Optional<StratumServer>> server, InstantSource clock) {
  @JsonPropertyOrder({
    "enabled",
    "listen",
    "connections",
    "max_connections",
    "workers",
    "accepted",
    "stale",
    "duplicate",
    "low_difficulty",
    "invalid",
    "blocks_found",
    "hash_rate"
  })
  record StratumState(
      @JsonProperty("enabled") boolean enabled,
      @JsonProperty("listen") String listen,
      @JsonProperty("connections") int connections,
      @JsonProperty("max_connections") int maxConnections,
      @JsonProperty("workers") int workers,
      @JsonProperty("accepted") U64 accepted,
      @JsonProperty("stale") U64 stale,
      @JsonProperty("duplicate") U64 duplicate,
      @JsonProperty("low_difficulty") U64 lowDifficulty,
      @JsonProperty("invalid") U64 invalid,
      @JsonProperty("blocks_found") U64 blocks,
      @JsonProperty("hash_rate") double hashRate) {}

  @JsonPropertyOrder({
    "worker",
    "hash_rate",
    "accepted",
    "stale",
    "duplicate",
    "low_difficulty",
    "invalid",
    "blocks_found",
    "last_share"
  })
  record Worker(
      @JsonProperty("worker") String name,
      @JsonProperty("hash_rate") double hashRate,
      @JsonProperty("accepted") U64 accepted,
      @JsonProperty("stale") U64 stale,
      @JsonProperty("duplicate") U64 duplicate,
      @JsonProperty("low_difficulty") U64 lowDifficulty,
      @JsonProperty("invalid") U64 invalid,
      @JsonProperty("blocks_found") U64 blocks,
      @JsonProperty("last_share") String lastShare) {}

  record WorkerList(@JsonProperty("workers") List<Worker> workers) {}

  /** The endpoints. */
  public List<Endpoint<?, ?>> endpoints() {
    return List.of(
        Endpoint.of(
            "/bystack/stratum-status",
            StratumState.class,
            "Connections and shares of the pool server since its start.",
            this::state),
        Endpoint.of(
            "/bystack/list-stratum-workers",
            WorkerList.class,
            "Shares and hash rate of every worker since the pool server's start.",
            this::workers));
  }

  private StratumState state() {
    Optional<StratumServer> running = server.get();
    List<WorkerStatistics> workers = running.map(StratumServer::workers).orElse(List.of());
    Shares shares =
        workers.stream().map(WorkerStatistics::shares).reduce(Shares.NONE, Shares::plus);
    long now = clock.millis();
    return new StratumState(
        running.isPresent(),
        running.map(s -> s.address().getHostString() + ":" + s.address().getPort()).orElse(null),
        running.map(StratumServer::connections).orElse(0),
        running.map(StratumServer::maxConnections).orElse(0),
        workers.size(),
        U64.of(shares.accepted()),
        U64.of(shares.stale()),
        U64.of(shares.duplicate()),
        U64.of(shares.lowDifficulty()),
        U64.of(shares.invalid()),
        U64.of(workers.stream().mapToLong(WorkerStatistics::blocks).sum()),
        rounded(workers.stream().mapToDouble(w -> w.speed().perSecond(now)).sum()));
  }

  private WorkerList workers() throws ApiException {
    StratumServer running =
        server.get().orElseThrow(() -> ApiException.of("the Stratum server is off: mine.stratum"));
    long now = clock.millis();
    return new WorkerList(running.workers().stream().map(w -> worker(w, now)).toList());
  }

  private static Worker worker(WorkerStatistics w, long now) {
    long last = w.speed().lastMillis();
    return new Worker(
        w.worker(),
        rounded(w.speed().perSecond(now)),
        U64.of(w.shares().accepted()),
        U64.of(w.shares().stale()),
        U64.of(w.shares().duplicate()),
        U64.of(w.shares().lowDifficulty()),
        U64.of(w.shares().invalid()),
        U64.of(w.blocks()),
        last == 0 ? null : Instant.ofEpochMilli(last).toString());
  }

  private static double rounded(double rate) {
    return Math.round(100 * rate) / 100.0;
  }
}
