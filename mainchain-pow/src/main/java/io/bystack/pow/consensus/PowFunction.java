package io.bystack.pow.consensus;

import io.bystack.core.bytes.Hash;
import io.bystack.pow.tensority.Tensority;
import java.util.concurrent.Executor;

/** Where proof-of-work hashes come from: {@link Tensority}, or records of what it gave before. */
@FunctionalInterface
public interface PowFunction {
  /** The proof-of-work hash of a header hash under a seed. Called from many threads. */
  Hash hash(Hash header, Hash seed);

  /** Says that a seed will be needed soon. Returns at once. */
  default void prepare(Hash seed) {}

  /** Tensority; matrices of announced seeds are built by the executor. */
  static PowFunction of(Tensority tensority, Executor background) {
    return new PowFunction() {
      @Override
      public Hash hash(Hash header, Hash seed) {
        return tensority.hash(header, seed);
      }

      @Override
      public void prepare(Hash seed) {
        tensority.prepare(seed, background);
      }
    };
  }
}
