package io.bystack.pow.tensority;

import io.bystack.core.bytes.Hash;

/**
 * The 256 matrices of one seed in the layout of the kernel that made them (16 MiB). Immutable by
 * agreement: nobody writes to the array after construction.
 */
public final class SeedMatrices {
  private final Hash seed;
  private final byte[] packed;

  SeedMatrices(Hash seed, byte[] packed) {
    this.seed = seed;
    this.packed = packed;
  }

  public Hash seed() {
    return seed;
  }

  byte[] packed() {
    return packed;
  }
}
