package io.bystack.core.hash;

/** The permutations this machine has, by how many states they are for. */
final class LaneChoice {
  /** For one state. Measured: vector registers take less time even for one. */
  static final HashLanes ONE = hasVectors() ? KeccakLanes.of(1) : single();

  /** For two. */
  static final HashLanes TWO = hasVectors() ? KeccakLanes.of(2) : ONE;

  /** For more: the widest the machine has; one lane if this runtime has no vectors. */
  static final HashLanes MANY = hasVectors() ? new KeccakLanes() : ONE;

  private LaneChoice() {}

  /** The fastest for a number of states. */
  static HashLanes forStates(int states) {
    return switch (states) {
      case 1 -> ONE;
      case 2 -> TWO;
      default -> MANY;
    };
  }

  private static boolean hasVectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
  }

  private static HashLanes single() {
    return new HashLanes() {
      @Override
      public int count() {
        return 1;
      }

      @Override
      public void permute(long[] state) {
        Keccak.permute(state);
      }
    };
  }
}
