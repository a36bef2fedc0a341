package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;

/**
 * Bytes behind the known fields of a side-chain output: of the inner string with value and program,
 * and of the outer one with the type (spec/01 §4.5).
 */
public record OutputSuffixes(Bytes inner, Bytes outer) {
  public static final OutputSuffixes NONE = new OutputSuffixes(Bytes.EMPTY, Bytes.EMPTY);

  public static OutputSuffixes of(Bytes inner, Bytes outer) {
    return inner.isEmpty() && outer.isEmpty() ? NONE : new OutputSuffixes(inner, outer);
  }

  public boolean isEmpty() {
    return inner.isEmpty() && outer.isEmpty();
  }
}
