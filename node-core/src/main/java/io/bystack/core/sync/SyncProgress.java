package io.bystack.core.sync;

import java.time.Duration;
import java.util.Optional;

/**
 * How far synchronisation has got.
 *
 * @param height of our best block
 * @param target height of the chain as far as peers can be believed, at least ours; no single one
 *     of several can make it higher without headers to show for it
 * @param headersAhead good headers whose bodies are not stored yet
 * @param requests batches of bodies under way
 * @param blocksPerSecond over the last ten seconds or so
 * @param remaining at that rate; empty if nothing is to be done or nothing moves
 */
public record SyncProgress(
    long height,
    long target,
    int headersAhead,
    int requests,
    double blocksPerSecond,
    Optional<Duration> remaining) {

  /** A span of time for people, its two largest units: {@code 3d 4h}, {@code 5m 10s}. */
  public static String text(Duration duration) {
    if (duration.toDays() > 0) {
      return duration.toDays() + "d " + duration.toHoursPart() + "h";
    }
    if (duration.toHours() > 0) {
      return duration.toHours() + "h " + duration.toMinutesPart() + "m";
    }
    return duration.toMinutes() > 0
        ? duration.toMinutes() + "m " + duration.toSecondsPart() + "s"
        : duration.toSeconds() + "s";
  }

  /** Whether peers have nothing we do not have, as far as they can be believed. */
  public boolean caughtUp() {
    return height >= target;
  }
}
