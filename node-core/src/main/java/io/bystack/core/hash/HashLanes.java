package io.bystack.core.hash;

/** A permutation of several interleaved states at once. */
interface HashLanes {
  /** How many states it works on. */
  int count();

  /** Words an array of states must have. One more than the states have: scratch. */
  default int words() {
    return Keccak.WORDS * count() + 1;
  }

  /** Permutes all states; word i of lane k is at {@code i * count() + k}. */
  void permute(long[] state);
}
