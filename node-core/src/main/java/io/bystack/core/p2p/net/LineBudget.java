package io.bystack.core.p2p.net;

import java.time.InstantSource;
import org.slf4j.Logger;

/**
 * Keeps the log readable when many peers come and go: so many lines a minute, then one that says
 * how many were left out. Thread-safe.
 */
final class LineBudget {
  private static final long WINDOW_MILLIS = 60_000;

  private final Logger log;
  private final InstantSource clock;
  private final int perMinute;
  private long windowBegan;
  private int written;
  private int left;

  LineBudget(Logger log, InstantSource clock, int perMinute) {
    this.log = log;
    this.clock = clock;
    this.perMinute = perMinute;
    this.windowBegan = clock.millis();
  }

  /** Writes the line at INFO if there is room for it this minute, else at DEBUG. */
  void info(String format, Object... arguments) {
    if (take()) {
      log.info(format, arguments);
    } else {
      log.debug(format, arguments);
    }
  }

  /** As {@link #info} at WARN. */
  void warn(String format, Object... arguments) {
    if (take()) {
      log.warn(format, arguments);
    } else {
      log.debug(format, arguments);
    }
  }

  private synchronized boolean take() {
    long now = clock.millis();
    if (now - windowBegan >= WINDOW_MILLIS) {
      close();
      windowBegan = now;
      written = 0;
    }
    if (written < perMinute) {
      written++;
      return true;
    }
    left++;
    return false;
  }

  /** Says what was left out so far. */
  synchronized void close() {
    if (left > 0) {
      log.info("{} more lines on peers are only in the debug log", left);
      left = 0;
    }
  }
}
