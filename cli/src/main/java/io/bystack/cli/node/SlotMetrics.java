package io.bystack.cli.node;

import io.bystack.core.metrics.Count;
import io.bystack.core.metrics.Metrics;
import io.bystack.dpos.produce.GateReason;
import io.bystack.dpos.produce.SlotResult;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts what became of a producer's slots. */
final class SlotMetrics {
  private final Count made;
  private final Map<GateReason.Code, Count> missed = new EnumMap<>(GateReason.Code.class);

  SlotMetrics(Metrics metrics) {
    this.made = metrics.counter("producer_slots_made", "Own slots in which a block was made.");
    for (GateReason.Code code : GateReason.Code.values()) {
      missed.put(
          code,
          metrics.counter(
              "producer_slots_missed",
              "Own slots without a block, by each reason that kept it from being made.",
              "cause",
              code.name().toLowerCase(Locale.ROOT)));
    }
  }

  void heard(SlotResult result) {
    if (result.block().isPresent()) {
      made.increment();
    }
    result.reasons().forEach(reason -> missed.get(reason.code()).increment());
  }
}
