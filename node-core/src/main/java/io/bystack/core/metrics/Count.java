package io.bystack.core.metrics;

/** Counts something that happens. */
@FunctionalInterface
public interface Count {
  /** Adds an amount that is not negative. */
  void add(double amount);

  /** It has happened once more. */
  default void increment() {
    add(1);
  }
}
