package io.bystack.dpos.produce;

/**
 * Runs tasks of a producer on its engine's thread at given times; passed in so that tests decide.
 */
public interface ProducerTimer {
  /** The local clock, milliseconds since epoch. */
  long now();

  /** Runs a task at a time, at once if that has passed; never inside the call. */
  void at(long millis, Runnable task);
}
