package io.bystack.dpos.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Bytes;
import io.bystack.dpos.CoinbaseRules;
import io.bystack.dpos.CoinbaseRules.SubsidyRow;
import io.bystack.dpos.DposParameters;
import io.bystack.dpos.ForkHeights;
import io.bystack.dpos.GasRules;
import io.bystack.dpos.RoundRules;
import io.bystack.dpos.StakeRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads parameters and maps as the vectors write them. */
final class ParameterJson {
  private static final long CROSS_IN_FORK = 128_957_600;

  private ParameterJson() {}

  /** Parameters under their reference names; the fork of claims is the same on every network. */
  static DposParameters parameters(JsonNode p) {
    List<SubsidyRow> subsidies = new ArrayList<>();
    for (JsonNode row : p.path("subsidies")) {
      subsidies.add(
          new SubsidyRow(number(row, "begin"), number(row, "end"), number(row, "subsidy")));
    }
    return new DposParameters(
        new RoundRules(
            number(p, "round_vote_blocks"),
            number(p, "blocks_each_node"),
            Math.toIntExact(number(p, "num_consensus_nodes")),
            number(p, "block_interval_ms"),
            number(p, "max_time_offset_ms")),
        new GasRules(
            number(p, "max_block_gas"),
            number(p, "max_gas_amount"),
            number(p, "default_gas_credit"),
            number(p, "vm_gas_rate"),
            number(p, "storage_gas_rate")),
        new StakeRules(
            number(p, "min_consensus_node_votes"),
            number(p, "min_vote_output"),
            number(p, "vote_pending_blocks")),
        new CoinbaseRules(
            number(p, "coinbase_pending_blocks"),
            Math.toIntExact(number(p, "coinbase_arbitrary_limit")),
            subsidies),
        new ForkHeights(
            number(p, "soft_fork_001"),
            number(p, "mov_start_height"),
            CROSS_IN_FORK,
            ForkHeights.NEVER));
  }

  /** An unsigned 64-bit number; absent is an error. */
  static long number(JsonNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isIntegralNumber()) {
      throw new IllegalArgumentException(field + " is " + value + ", must be an integer");
    }
    return value.bigIntegerValue().longValue();
  }

  /** A map of hex to unsigned 64-bit numbers, in the file's order. */
  static Map<Bytes, Long> amounts(JsonNode object) {
    Map<Bytes, Long> map = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            e -> map.put(Bytes.fromHex(e.getKey()), e.getValue().bigIntegerValue().longValue()));
    return map;
  }
}
