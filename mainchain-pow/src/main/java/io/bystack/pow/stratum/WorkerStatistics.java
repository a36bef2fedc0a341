package io.bystack.pow.stratum;

/**
 * What a worker has sent since the server started.
 *
 * @param worker account and name as logged in
 * @param hashes expected hashes behind the accepted shares: the sum of their difficulties
 * @param speed how fast they came lately
 */
public record WorkerStatistics(
    String worker, Shares shares, long blocks, double hashes, Speed speed) {
  /**
   * Hashes with a weight that falls to 1/e in ten minutes, so that what was long ago hardly counts.
   * Times are milliseconds since 1970.
   *
   * @param weighted hashes as weighted at {@code lastMillis}
   * @param firstMillis when the first good share came; 0 for none
   * @param lastMillis when the last good share came; 0 for none
   */
  public record Speed(double weighted, long firstMillis, long lastMillis) {
    private static final double MEMORY_MILLIS = 600_000;
    static final Speed NONE = new Speed(0, 0, 0);

    Speed plus(long hashes, long nowMillis) {
      return new Speed(
          at(nowMillis) + hashes, firstMillis == 0 ? nowMillis : firstMillis, nowMillis);
    }

    private double at(long nowMillis) {
      return weighted * Math.exp(-(nowMillis - lastMillis) / MEMORY_MILLIS);
    }

    /** Hashes per second; a worker that has just begun is not yet known well. */
    public double perSecond(long nowMillis) {
      if (firstMillis == 0) {
        return 0;
      }
      double known = MEMORY_MILLIS * (1 - Math.exp(-(nowMillis - firstMillis) / MEMORY_MILLIS));
      return known < 1000 ? 0 : 1000 * at(nowMillis) / known;
    }
  }

  /** Shares by what became of them. */
  public record Shares(
      long accepted, long stale, long duplicate, long lowDifficulty, long invalid) {
    public static final Shares NONE = new Shares(0, 0, 0, 0, 0);

    /** Both together. */
    public Shares plus(Shares other) {
      return new Shares(
          accepted + other.accepted,
          stale + other.stale,
          duplicate + other.duplicate,
          lowDifficulty + other.lowDifficulty,
          invalid + other.invalid);
    }

    Shares plus(ShareResult result) {
      return switch (result) {
        case ACCEPTED -> new Shares(accepted + 1, stale, duplicate, lowDifficulty, invalid);
        case STALE -> new Shares(accepted, stale + 1, duplicate, lowDifficulty, invalid);
        case DUPLICATE -> new Shares(accepted, stale, duplicate + 1, lowDifficulty, invalid);
        case LOW_DIFFICULTY -> new Shares(accepted, stale, duplicate, lowDifficulty + 1, invalid);
        case INVALID -> new Shares(accepted, stale, duplicate, lowDifficulty, invalid + 1);
      };
    }
  }

  static WorkerStatistics of(String worker) {
    return new WorkerStatistics(worker, Shares.NONE, 0, 0, Speed.NONE);
  }

  WorkerStatistics withAccepted(long difficulty, boolean block, long nowMillis) {
    return new WorkerStatistics(
        worker,
        shares.plus(ShareResult.ACCEPTED),
        blocks + (block ? 1 : 0),
        hashes + difficulty,
        speed.plus(difficulty, nowMillis));
  }

  WorkerStatistics withRefused(ShareResult result) {
    return new WorkerStatistics(worker, shares.plus(result), blocks, hashes, speed);
  }
}
