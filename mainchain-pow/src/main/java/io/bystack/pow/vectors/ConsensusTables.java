package io.bystack.pow.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.bytes.Hash;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.pow.consensus.CompactTarget;
import io.bystack.pow.consensus.Difficulty;
import io.bystack.pow.consensus.MedianTime;
import io.bystack.pow.consensus.Subsidy;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The tables of difficulty, time and subsidy. */
final class ConsensusTables {
  private ConsensusTables() {}

  static List<VectorCheck> all() {
    return List.of(
        new TableCheck(
            "big_to_compact.json", List.of("compact", "compact_hex"), ConsensusTables::compact),
        new TableCheck(
            "bits_target_work.json",
            List.of("bits_hex", "target", "work", "recompact", "recompact_hex"),
            ConsensusTables::targetAndWork),
        new TableCheck(
            "pow_compare.json",
            List.of("as_number", "target", "accepted"),
            ConsensusTables::compare),
        new TableCheck(
            "retarget.json", List.of("next_bits", "next_bits_hex"), ConsensusTables::retarget),
        new TableCheck(
            "median_time.json",
            List.of("median_time_past", "min_next_timestamp"),
            ConsensusTables::medianTime),
        new TableCheck("subsidy.json", List.of("subsidy"), ConsensusTables::subsidy));
  }

  private static Map<String, String> compact(JsonNode row) {
    long bits = CompactTarget.fromTarget(new BigInteger(row.path("number").asText(), 16));
    return Map.of("compact", Long.toUnsignedString(bits), "compact_hex", hex(bits));
  }

  private static Map<String, String> targetAndWork(JsonNode row) {
    long bits = unsigned(row, "bits");
    BigInteger target = CompactTarget.toTarget(bits);
    long again = CompactTarget.fromTarget(target);
    return Map.of(
        "bits_hex", hex(bits),
        "target", target.toString(16),
        "work", CompactTarget.work(bits).toString(16),
        "recompact", Long.toUnsignedString(again),
        "recompact_hex", hex(again));
  }

  private static Map<String, String> compare(JsonNode row) {
    long bits = unsigned(row, "bits");
    Hash hash = Hash.fromHex(row.path("pow_hash").asText());
    return Map.of(
        "as_number", CompactTarget.number(hash).toString(16),
        "target", CompactTarget.toTarget(bits).toString(16),
        "accepted", Boolean.toString(CompactTarget.isMet(hash, bits)));
  }

  private static Map<String, String> retarget(JsonNode row) {
    long bits = unsigned(row, "last_bits");
    if (Difficulty.changesAfter(row.path("last_height").asLong())) {
      long first = unsigned(row, "compare_timestamp");
      bits = Difficulty.retarget(bits, first, unsigned(row, "last_timestamp"));
    }
    return Map.of("next_bits", Long.toUnsignedString(bits), "next_bits_hex", hex(bits));
  }

  private static Map<String, String> medianTime(JsonNode row) {
    List<Long> times = new ArrayList<>();
    row.path("timestamps_from_genesis").forEach(t -> times.add(t.asLong()));
    int from = Math.max(0, times.size() - MedianTime.WINDOW);
    long median = MedianTime.of(times.subList(from, times.size()));
    return Map.of(
        "median_time_past", Long.toString(median),
        "min_next_timestamp", Long.toString(median + 1));
  }

  private static Map<String, String> subsidy(JsonNode row) {
    return Map.of("subsidy", Long.toString(Subsidy.at(unsigned(row, "height"))));
  }

  private static long unsigned(JsonNode row, String field) {
    return Long.parseUnsignedLong(row.path(field).asText());
  }

  private static String hex(long bits) {
    return HexFormat.of().toHexDigits(bits);
  }
}
