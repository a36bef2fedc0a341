package io.bystack.pow.consensus;

import io.bystack.pow.ClassicGenesis;

/** New coins per block, in the smallest unit of BTM (spec/03 §5.4). */
public final class Subsidy {
  /** What the blocks of the first interval pay. */
  public static final long BASE = 41_250_000_000L;

  /** Blocks after which the subsidy halves. */
  public static final long HALVING_INTERVAL = 840_000;

  private Subsidy() {}

  /** The subsidy of a block of this height, unsigned. */
  public static long at(long height) {
    if (height == 0) {
      return ClassicGenesis.SUBSIDY;
    }
    long halvings = Long.divideUnsigned(height, HALVING_INTERVAL);
    return halvings < Long.SIZE ? BASE >> halvings : 0;
  }
}
