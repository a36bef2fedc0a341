package io.bystack.config;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and times as people write them: {@code 512MiB}, {@code 30s}. */
public final class Units {
  private static final Pattern QUANTITY = Pattern.compile("([0-9]{1,15})\\s*([A-Za-z]*)");

  private static final Map<String, Long> BYTES =
      Map.of("", 1L, "B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);

  private static final Map<String, Duration> TIMES =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));

  private Units() {}

  /**
   * Bytes of a size: a number with {@code B}, {@code KiB}, {@code MiB}, {@code GiB}, {@code TiB} or
   * nothing for bytes.
   *
   * @throws IllegalArgumentException if it is not a size
   */
  public static long bytes(String text) {
    Matcher matcher = QUANTITY.matcher(text.strip());
    Long unit = matcher.matches() ? BYTES.get(matcher.group(2)) : null;
    if (unit == null) {
      throw new IllegalArgumentException("expected a size such as 512MiB (B, KiB, MiB, GiB, TiB)");
    }
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), unit);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a size is at most 8 EiB", e);
    }
  }

  /**
   * A time: a number with {@code ms}, {@code s}, {@code m}, {@code h} or {@code d}; a bare 0 is
   * none.
   *
   * @throws IllegalArgumentException if it is not a time
   */
  public static Duration time(String text) {
    Matcher matcher = QUANTITY.matcher(text.strip());
    if (!matcher.matches()) {
      throw notATime();
    }
    long number = Long.parseLong(matcher.group(1));
    if (number == 0 && matcher.group(2).isEmpty()) {
      return Duration.ZERO;
    }
    Duration unit = TIMES.get(matcher.group(2));
    if (unit == null) {
      throw notATime();
    }
    try {
      // What waits for it counts in nanoseconds.
      return Duration.ofNanos(unit.multipliedBy(number).toNanos());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a time is at most 106751d", e);
    }
  }

  private static IllegalArgumentException notATime() {
    return new IllegalArgumentException("expected a time such as 30s (ms, s, m, h, d)");
  }
}
