package io.bystack.pow.mining;

import io.bystack.core.bytes.Bytes;

/**
 * What the operator decides about the blocks made here.
 *
 * @param program that the reward is paid to
 * @param arbitrary bytes for the coinbase, behind the height
 */
public record MiningSettings(Bytes program, Bytes arbitrary) {
  /**
   * Greatest length of the operator's bytes: with a zero byte and 20 digits the input takes 128.
   */
  public static final int ARBITRARY_LIMIT = 107;

  /** A program anyone can spend from: what a node mines to that knows no address. */
  public static final Bytes ANYONE_CAN_SPEND = Bytes.of(0x51);

  /**
   * The settings.
   *
   * @throws IllegalArgumentException if the arbitrary bytes are too long
   */
  public MiningSettings {
    if (arbitrary.length() > ARBITRARY_LIMIT) {
      throw new IllegalArgumentException("Arbitrary exceeds limit: " + ARBITRARY_LIMIT);
    }
  }

  public static MiningSettings payingTo(Bytes program) {
    return new MiningSettings(program, Bytes.EMPTY);
  }

  public MiningSettings withArbitrary(Bytes other) {
    return new MiningSettings(program, other);
  }

  public MiningSettings withProgram(Bytes other) {
    return new MiningSettings(other, arbitrary);
  }

  /** Whether anyone could take the reward; an operator should be warned. */
  public boolean paysToAnyone() {
    return program.equals(ANYONE_CAN_SPEND);
  }

  /** The content of the coinbase input of a block of this height (spec/03 §10.1). */
  Bytes coinbaseArbitrary(long height) {
    return Bytes.of(0).concat(Bytes.utf8(Long.toString(height))).concat(arbitrary);
  }
}
