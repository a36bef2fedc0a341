package io.bystack.core.api;

import java.time.Duration;

/** Durations as the reference's API writes them: {@code 0s}, {@code 1.5ms}, {@code 1h0m3.5s}. */
final class GoDuration {
  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000_000_000;

  private GoDuration() {}

  /** The text of a duration that is not negative and below 292 years. */
  static String text(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0) {
      return "0s";
    }
    if (nanos < MICRO) {
      return nanos + "ns";
    }
    if (nanos < MILLI) {
      return fraction(nanos, MICRO) + "µs";
    }
    if (nanos < SECOND) {
      return fraction(nanos, MILLI) + "ms";
    }
    long minutes = nanos / (60 * SECOND);
    String seconds = fraction(nanos % (60 * SECOND), SECOND) + "s";
    if (minutes == 0) {
      return seconds;
    }
    return minutes < 60
        ? minutes + "m" + seconds
        : minutes / 60 + "h" + minutes % 60 + "m" + seconds;
  }

  private static String fraction(long nanos, long unit) {
    long rest = nanos % unit;
    if (rest == 0) {
      return Long.toString(nanos / unit);
    }
    String digits = Long.toString(unit + rest).substring(1).replaceFirst("0+$", "");
    return nanos / unit + "." + digits;
  }
}
