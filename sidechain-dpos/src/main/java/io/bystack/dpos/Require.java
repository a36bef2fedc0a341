package io.bystack.dpos;

/**
 * Checks of configured numbers, with messages that name the field, the value and what is expected.
 */
final class Require {
  private Require() {}

  static void positive(String field, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(field + " is " + value + ", must be above 0");
    }
  }

  static void notNegative(String field, long value) {
    if (value < 0) {
      throw new IllegalArgumentException(field + " is " + value + ", must not be negative");
    }
  }
}
