package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;

/** A virtual machine program and the machine's version it is for. */
public record Program(long vmVersion, Bytes code) {
  /** What an output of an unknown asset version carries. */
  public static final Program ABSENT = new Program(0, Bytes.EMPTY);

  private static final byte FAIL = 0x6a;

  /** A program of the only machine version there is. */
  public static Program of(Bytes code) {
    return new Program(1, code);
  }

  /** Whether the first instruction is FAIL: what it locks is destroyed (spec/01 §4.4). */
  public boolean isRetirement() {
    return !code.isEmpty() && code.at(0) == FAIL;
  }
}
