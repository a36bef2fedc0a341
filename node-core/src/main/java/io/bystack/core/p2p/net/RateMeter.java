package io.bystack.core.p2p.net;

/**
 * A total and how fast it grows: the mean of the last few seconds, older ones counting less.
 * Thread-safe. Times are milliseconds of one clock.
 */
final class RateMeter {
  private static final long SAMPLE_MILLIS = 1_000;
  private static final double MEMORY_MILLIS = 5_000;

  private long total;
  private long sampleBegan;
  private long inSample;
  private double perSecond;

  RateMeter(long now) {
    this.sampleBegan = now;
  }

  synchronized void add(long amount, long now) {
    roll(now);
    total += amount;
    inSample += amount;
  }

  synchronized long total() {
    return total;
  }

  /** Per second, now. */
  synchronized double perSecond(long now) {
    roll(now);
    return perSecond;
  }

  private void roll(long now) {
    long elapsed = now - sampleBegan;
    if (elapsed < SAMPLE_MILLIS) {
      return;
    }
    double fresh = inSample * 1_000.0 / elapsed;
    perSecond = fresh + (perSecond - fresh) * Math.exp(-elapsed / MEMORY_MILLIS);
    inSample = 0;
    sampleBegan = now;
  }
}
