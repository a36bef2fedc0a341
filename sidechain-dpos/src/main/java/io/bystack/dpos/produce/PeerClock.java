package io.bystack.dpos.produce;

import io.bystack.core.bytes.Bytes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far the local clock is from those of the other producers, judged by when their blocks come.
 * Producers send a block up to some 550 ms before its timestamp, so this is good to about a second:
 * enough to notice a clock that makes blocks useless, no replacement for NTP. Each producer has one
 * voice, its latest block; with fewer than two voices nothing is said. Safe for any thread.
 */
public final class PeerClock {
  private static final int LEAST_VOICES = 2;
  private static final int MOST_VOICES = 64;
  private static final long VALID_MS = 300_000;

  private final Map<Bytes, Voice> voices = new LinkedHashMap<>();

  private record Voice(long offsetMs, long heardAt) {}

  /**
   * Another producer's newest block came.
   *
   * @param now local time, milliseconds
   */
  public synchronized void heard(Bytes producer, long timestamp, long now) {
    voices.put(producer, new Voice(now - timestamp, now));
    if (voices.size() > MOST_VOICES) {
      voices.remove(voices.keySet().iterator().next());
    }
  }

  /**
   * Local time minus the median of the others', milliseconds; empty if too few are heard. Of two
   * medians the one nearer to our clock, so that of two others neither alone can stop us.
   */
  public synchronized Optional<Long> offset(long now) {
    voices.values().removeIf(voice -> Math.abs(now - voice.heardAt()) > VALID_MS);
    if (voices.size() < LEAST_VOICES) {
      return Optional.empty();
    }
    long[] sorted = voices.values().stream().mapToLong(Voice::offsetMs).sorted().toArray();
    long upper = sorted[sorted.length / 2];
    long lower = sorted[(sorted.length - 1) / 2];
    return Optional.of(Math.abs(lower) <= Math.abs(upper) ? lower : upper);
  }
}
