package io.bystack.core.model;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;

/** A block header of any chain (spec/01 §8). */
public interface BlockHeader {
  /** The fields shared by all chains. */
  HeaderFields fields();

  default long version() {
    return fields().version();
  }

  default long height() {
    return fields().height();
  }

  /** Hash of the parent block. */
  default Hash previous() {
    return fields().previous();
  }

  /** In the chain's unit: seconds on the main chain, milliseconds on the side chain. */
  default long timestamp() {
    return fields().timestamp();
  }

  default Hash transactionRoot() {
    return fields().roots().transactions();
  }

  default Hash statusRoot() {
    return fields().roots().status();
  }

  /** The block's hash; computed once. */
  Hash hash();

  /** The {@code 01} form, written canonically: what a received header's suffixes said is gone. */
  Bytes raw();

  /** The text form: lower-case hex of {@link #raw}. */
  default String toHex() {
    return raw().toHex();
  }
}
