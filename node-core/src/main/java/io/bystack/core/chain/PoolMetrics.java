package io.bystack.core.chain;

import io.bystack.core.metrics.Metrics;

/** What is measured of a node's pool. */
public final class PoolMetrics {
  private PoolMetrics() {}

  /** Shows a pool's size; a chain's metrics show one pool. */
  public static void report(Mempool pool, Metrics metrics) {
    metrics.gauge("pool_transactions", "Transactions that wait for a block.", pool::size);
    metrics.gauge("pool_bytes", "Bytes of the waiting transactions.", pool::bytes);
    metrics.gauge(
        "pool_orphans", "Transactions whose inputs are not known yet.", pool::orphanCount);
  }
}
