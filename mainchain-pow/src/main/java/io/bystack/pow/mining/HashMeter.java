package io.bystack.pow.mining;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Hashes per second over about the last minute, from readings of a counter. Thread-safe; times are
 * nanoseconds of one clock.
 */
final class HashMeter {
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(60);

  /** A counter's value at a time. */
  private record Reading(long nanos, long hashes) {}

  private final Deque<Reading> readings = new ArrayDeque<>();

  /** Forgets what was: the counting begins now. */
  synchronized void restart(long nanos, long hashes) {
    readings.clear();
    readings.add(new Reading(nanos, hashes));
  }

  /** The counter's value now; to be called every few seconds. */
  synchronized void read(long nanos, long hashes) {
    if (readings.isEmpty()) {
      restart(nanos, hashes);
      return;
    }
    readings.addLast(new Reading(nanos, hashes));
    // One reading from before the window stays, so that the window is full.
    while (readings.size() > 2 && nanos - second().nanos() >= WINDOW) {
      readings.removeFirst();
    }
  }

  private Reading second() {
    return readings.stream().skip(1).findFirst().orElseThrow();
  }

  /** Between the first and the last reading of the window; 0 if there is only one. */
  synchronized double perSecond() {
    if (readings.size() < 2) {
      return 0;
    }
    Reading first = readings.getFirst();
    Reading last = readings.getLast();
    long nanos = last.nanos() - first.nanos();
    return nanos <= 0 ? 0 : (last.hashes() - first.hashes()) * 1e9 / nanos;
  }
}
