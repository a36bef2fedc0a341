package io.bystack.pow.stratum;

/**
 * Follows one miner's speed: raises or lowers the share difficulty so that shares come at the
 * wished pace. Times are milliseconds of one clock. Not thread-safe.
 */
final class VariableDifficulty {
  private static final int SHARES_PER_STEP = 8;
  private static final double GREATEST_STEP = 8;
  private static final double DEAD_BAND = 1.3;

  private final StratumOptions.Difficulty options;
  private long difficulty;
  private long since;
  private int shares;

  VariableDifficulty(StratumOptions.Difficulty options, long nowMillis) {
    this.options = options;
    this.difficulty = options.initial();
    this.since = nowMillis;
  }

  long difficulty() {
    return difficulty;
  }

  /** Counts a good share; returns whether the difficulty changed. */
  boolean share(long nowMillis) {
    shares++;
    return shares >= SHARES_PER_STEP && adjust(nowMillis);
  }

  /** Time has passed; returns whether the difficulty changed because too few shares came. */
  boolean tick(long nowMillis) {
    long patience = SHARES_PER_STEP * options.sharePeriod().toMillis();
    return nowMillis - since >= patience && adjust(nowMillis);
  }

  private boolean adjust(long nowMillis) {
    long elapsed = Math.max(1, nowMillis - since);
    double wished = (double) elapsed / options.sharePeriod().toMillis();
    // Half a share for none at all: the miner is slower than that, but how much is not known.
    double factor = Math.max(shares, 0.5) / wished;
    since = nowMillis;
    shares = 0;
    if (factor < DEAD_BAND && factor > 1 / DEAD_BAND) {
      return false;
    }
    double bounded = Math.clamp(factor, 1 / GREATEST_STEP, GREATEST_STEP);
    long before = difficulty;
    difficulty = Math.max(options.minimum(), Math.round(difficulty * bounded));
    return difficulty != before;
  }
}
