package io.bystack.core.chain;

import io.bystack.core.chain.BlockOutcome.Place;
import io.bystack.core.consensus.ChainListener;
import io.bystack.core.consensus.TipChange;
import io.bystack.core.metrics.Count;
import io.bystack.core.metrics.Latency;
import io.bystack.core.metrics.Metrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What an engine tells of itself. */
final class EngineMetrics implements ChainListener {
  private final Latency imports;
  private final Map<Place, Count> blocks = new EnumMap<>(Place.class);
  private final Count transactions;
  private final Count reorgs;
  private final Count takenBack;
  private final ChainEngine engine;
  private volatile int lastDepth;

  private EngineMetrics(ChainEngine engine, Metrics metrics) {
    this.engine = engine;
    this.imports =
        metrics.latency(
            "block_import", "Time to check a block and to connect it or put it aside, by block.");
    for (Place place : Place.values()) {
      blocks.put(
          place,
          metrics.counter(
              "blocks",
              "Blocks taken, by where they came to lie.",
              "place",
              place.name().toLowerCase(Locale.ROOT)));
    }
    this.transactions =
        metrics.counter(
            "transactions_connected", "Transactions of connected blocks, without their first.");
    this.reorgs = metrics.counter("reorgs", "Reorganisations: another branch became the best.");
    this.takenBack =
        metrics.counter("reorg_blocks", "Blocks taken back by reorganisations, all together.");
    metrics.gauge(
        "reorg_last_depth", "Blocks taken back by the last reorganisation.", () -> lastDepth);
  }

  static EngineMetrics of(ChainEngine engine, ChainParts parts) {
    Metrics metrics = parts.around().metrics();
    metrics.gauge("height", "Height of the best block.", () -> engine.best().height());
    metrics.gauge("orphan_blocks", "Blocks that wait for their parent.", engine::orphanCount);
    UtxoSet utxos = parts.utxos();
    metrics.counter("utxo_lookups", "Outputs that were asked for.", utxos::lookups);
    metrics.counter(
        "utxo_disk_reads", "Outputs looked for on disk, not being in memory.", utxos::diskReads);
    VerdictCache verdicts = engine.verdicts();
    metrics.counter(
        "verdict_hits", "Transactions whose verdict was known already.", verdicts::hits);
    metrics.counter("verdict_misses", "Transactions that had to be verified.", verdicts::misses);
    metrics.gauge("verdicts_kept", "Verdicts in memory.", verdicts::size);
    return new EngineMetrics(engine, metrics);
  }

  long begin() {
    return imports.start();
  }

  void processed(Place place, long begin) {
    blocks.get(place).increment();
    switch (place) {
      case MAIN, SIDE -> imports.stop(begin);
      case ORPHAN, KNOWN, REJECTED -> {}
    }
  }

  @Override
  public void tipChanged(TipChange change) {
    int depth = change.disconnected().size();
    if (depth > 0 && !change.connected().isEmpty()) {
      lastDepth = depth;
      reorgs.increment();
      takenBack.add(depth);
    }
    change
        .connected()
        .forEach(ref -> transactions.add(engine.tree().block(ref).transactions().size() - 1.0));
  }
}
