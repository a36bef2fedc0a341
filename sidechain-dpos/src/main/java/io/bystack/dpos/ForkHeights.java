package io.bystack.dpos;

/**
 * Heights at which rules change.
 *
 * @param softFork001 from here on a bad vote output makes its transaction invalid (spec/02 §8.2)
 * @param exchangeStart above here no transaction may have status failed (spec/07 §4.2 e)
 * @param crossInFork above here claims are checked against the built-in federation (spec/07 §1.4)
 * @param strict from here on the strict rules hold ({@link StrictRule})
 */
public record ForkHeights(long softFork001, long exchangeStart, long crossInFork, long strict) {
  /** The height of a fork that never comes. */
  public static final long NEVER = Long.MAX_VALUE;

  public ForkHeights {
    Require.notNegative("softFork001", softFork001);
    Require.notNegative("exchangeStart", exchangeStart);
    Require.notNegative("crossInFork", crossInFork);
    Require.notNegative("strict", strict);
  }

  /** Whether a transaction of a block of this height may have status failed. */
  public boolean allowsStatusFail(long height) {
    return height <= exchangeStart;
  }

  public boolean strictAt(long height) {
    return height >= strict;
  }

  /** Numbers the rules of single transactions: heights of equal numbers judge them alike. */
  int ruleSet(long height) {
    return (height >= softFork001 ? 1 : 0) + (height > crossInFork ? 2 : 0);
  }
}
