package io.bystack.core.store;

import io.bystack.core.bytes.DecodeException;

/**
 * Turns the keys or values of a table into bytes and back. A key codec keeps the table's order: the
 * unsigned order of the encodings is the order of iteration.
 */
public interface Codec<T> {
  byte[] encode(T value);

  /** Reads what {@link #encode} wrote; anything else means a damaged store. */
  T decode(byte[] bytes) throws DecodeException;
}
