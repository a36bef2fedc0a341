package io.bystack.core;

/**
 * How much of a long test is run: {@code -Dbystack.long.percent=N}, all of it by default. Rounds
 * and seeds are always taken from the beginning, so that a smaller run is a part of the larger one.
 */
public final class LongRun {
  private LongRun() {}

  /** The rounds or seeds to run of so many, at least one. */
  public static int part(int all) {
    int percent = Integer.getInteger("bystack.long.percent", 100);
    return Math.max(1, (int) ((long) all * percent / 100));
  }
}
