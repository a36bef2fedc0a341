package io.bystack.cli.staking;

import io.bystack.cli.exit.CommandException;
import java.math.BigDecimal;

/** Amounts of BTM as people read and write them: up to eight decimals of a BTM. */
public final class Btm {
  private static final int DECIMALS = 8;

  private Btm() {}

  /** For example {@code 1000000.5}. */
  static String text(long neu) {
    return BigDecimal.valueOf(neu, DECIMALS).stripTrailingZeros().toPlainString();
  }

  /**
   * The smallest units of an amount in BTM.
   *
   * @param option what the user gave it for
   */
  public static long parse(String option, String text) {
    try {
      long neu = new BigDecimal(text).movePointRight(DECIMALS).longValueExact();
      if (neu >= 0) {
        return neu;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(option, text);
    }
    throw wrong(option, text);
  }

  private static CommandException wrong(String option, String text) {
    return CommandException.usage(
        option + " is " + text, "an amount in BTM with at most 8 decimals is expected", "");
  }
}
