package io.bystack.core.consensus;

/** Kinds of entries in the set of unspent outputs. */
public enum UtxoKind {
  /** An ordinary output; forgotten when spent. */
  NORMAL(0),
  /** An output of a block's first transaction; a mark stays when it is spent. */
  COINBASE(1),
  /** An output that votes; a mark stays when it is spent. */
  VOTE(2),
  /** A used output of the main chain: never spendable, only a mark. */
  MAINCHAIN(3);

  private final int code;

  UtxoKind(int code) {
    this.code = code;
  }

  /** The number that stands for the kind in stores and digests; never changes. */
  public int code() {
    return code;
  }

  /**
   * The kind of a number.
   *
   * @throws IllegalArgumentException if no kind has it
   */
  public static UtxoKind of(int code) {
    return switch (code) {
      case 0 -> NORMAL;
      case 1 -> COINBASE;
      case 2 -> VOTE;
      case 3 -> MAINCHAIN;
      default -> throw new IllegalArgumentException("no kind of output has number " + code);
    };
  }

  /** Whether the entry stays, marked as spent, when it is spent. */
  public boolean leavesMark() {
    return this != NORMAL;
  }
}
