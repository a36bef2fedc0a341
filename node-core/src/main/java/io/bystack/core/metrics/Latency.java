package io.bystack.core.metrics;

import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** Measures how long something takes: {@code long begin = start(); …; stop(begin)}. */
public final class Latency {
  private final Timer timer;

  Latency(Timer timer) {
    this.timer = timer;
  }

  /** The moment something begins; no time of day. */
  public long start() {
    return System.nanoTime();
  }

  /** What began then has ended now. */
  public void stop(long begin) {
    timer.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
  }
}
