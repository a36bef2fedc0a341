package io.bystack.core.sync;

import java.time.Duration;
import java.util.Optional;

/**
 * How far the blocks below a loaded snapshot are validated.
 *
 * @param height up to which they are
 * @param target height of the snapshot
 * @param blocksPerSecond over the last ten seconds or so
 * @param remaining at that rate; empty if nothing moves
 */
public record HistoryProgress(
    long height, long target, double blocksPerSecond, Optional<Duration> remaining) {
  static HistoryProgress of(long height, long target, double blocksPerSecond) {
    Optional<Duration> remaining =
        blocksPerSecond > 0
            ? Optional.of(Duration.ofSeconds((long) ((target - height) / blocksPerSecond)))
            : Optional.empty();
    return new HistoryProgress(height, target, blocksPerSecond, remaining);
  }
}
