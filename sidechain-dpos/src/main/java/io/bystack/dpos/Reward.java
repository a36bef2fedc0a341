package io.bystack.dpos;

import io.bystack.core.bytes.Bytes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a control program earned in a round.
 *
 * @param program control program paid
 * @param amount neu, unsigned
 */
public record Reward(Bytes program, long amount) {
  /** Greater amounts first; equal amounts by program, the greater first (spec/07 §3.4). */
  private static final Comparator<Reward> CANONICAL =
      ((Comparator<Reward>) (a, b) -> Long.compareUnsigned(b.amount(), a.amount()))
          .thenComparing(Reward::program, Comparator.reverseOrder());

  /** The order in which a canonical coinbase pays the rewards of a round. */
  public static List<Reward> canonical(Map<Bytes, Long> rewards) {
    return rewards.entrySet().stream()
        .map(e -> new Reward(e.getKey(), e.getValue()))
        .sorted(CANONICAL)
        .toList();
  }

  /** The sum of all amounts modulo 2^64, as the coinbase rule takes it. */
  public static long sum(Map<Bytes, Long> rewards) {
    return rewards.values().stream().mapToLong(Long::longValue).sum();
  }
}
