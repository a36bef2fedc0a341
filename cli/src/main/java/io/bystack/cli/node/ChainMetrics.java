package io.bystack.cli.node;

import io.bystack.core.metrics.Metrics;
import java.time.InstantSource;

/** What is measured of every chain of a node besides its engine and its store. */
final class ChainMetrics {
  private ChainMetrics() {}

  static void addTo(Metrics metrics, HostedChain chain, InstantSource clock) {
    metrics.gauge(
        "best_age_seconds",
        "Age of the best block by the time in its header.",
        () -> (clock.millis() - chain.bestTime().toEpochMilli()) / 1000.0);
    if (chain.hasFinality()) {
      metrics.gauge(
          "final_height", "Height at and below which nothing is undone.", chain::finalHeight);
      metrics.gauge(
          "finality_lag",
          "Blocks above the last final one.",
          () -> chain.best().height() - chain.finalHeight());
    }
    metrics.gauge(
        "behind",
        "Blocks the best peer has more than this node.",
        () -> Math.max(0, chain.access().highestHeight() - chain.best().height()));
    metrics.gauge("peers", "Connected peers.", () -> chain.access().count());
    metrics.gauge(
        "making_blocks",
        "1 while this node mines or produces blocks of the chain.",
        () -> chain.isMakingBlocks() ? 1 : 0);
    metrics.gauge(
        "chain_tasks_waiting",
        "Tasks that wait for the chain's thread.",
        chain.host().thread()::waiting);
    metrics.counter(
        "chain_task_failures",
        "Tasks of the chain's thread that failed; the log tells of each.",
        chain.host().thread()::failures);
  }
}
