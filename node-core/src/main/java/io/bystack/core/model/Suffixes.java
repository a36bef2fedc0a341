package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;

/**
 * Bytes of an input behind the known fields of its commitment and its witness (spec/01 §1.5): of no
 * effect, not covered by any id, kept as received.
 */
public record Suffixes(Bytes commitment, Bytes witness) {
  public static final Suffixes NONE = new Suffixes(Bytes.EMPTY, Bytes.EMPTY);

  public static Suffixes of(Bytes commitment, Bytes witness) {
    return commitment.isEmpty() && witness.isEmpty() ? NONE : new Suffixes(commitment, witness);
  }

  public boolean isEmpty() {
    return commitment.isEmpty() && witness.isEmpty();
  }
}
