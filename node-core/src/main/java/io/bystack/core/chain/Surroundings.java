package io.bystack.core.chain;

import io.bystack.core.metrics.Metrics;
import io.bystack.core.store.FailPoints;
import java.time.InstantSource;
import java.util.concurrent.Executor;

/**
 * What surrounds an engine: passed in so that tests can decide.
 *
 * @param workers check transactions and proofs
 * @param engineThread runs one task after the other: the only one that changes the chain
 * @param metrics of this chain
 */
public record Surroundings(
    InstantSource clock,
    Executor workers,
    Executor engineThread,
    FailPoints failPoints,
    Metrics metrics) {
  /** Surroundings that nobody measures. */
  public Surroundings(
      InstantSource clock, Executor workers, Executor engineThread, FailPoints failPoints) {
    this(clock, workers, engineThread, failPoints, Metrics.none());
  }

  /** Everything in the calling thread, no fail points. */
  public static Surroundings direct(InstantSource clock) {
    return new Surroundings(clock, Runnable::run, Runnable::run, FailPoints.NONE);
  }
}
