package io.bystack.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * A 32-byte value: a SHA3-256 hash or an identifier (transaction, entry, output, block). Held as
 * four big-endian words so that it needs no array. Its order is that of the bytes as unsigned
 * numbers, its text form 64 lower-case hex digits (spec/01 §2).
 */
public record Hash(long w0, long w1, long w2, long w3) implements Comparable<Hash> {
  /** Size of the value in bytes. */
  public static final int SIZE = 32;

  /** 32 zero bytes. */
  public static final Hash ZERO = new Hash(0, 0, 0, 0);

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /**
   * Reads 32 bytes from {@code offset} of the array.
   *
   * @throws IndexOutOfBoundsException if fewer than 32 bytes are there
   */
  public static Hash read(byte[] array, int offset) {
    return new Hash(
        (long) LONGS.get(array, offset),
        (long) LONGS.get(array, offset + 8),
        (long) LONGS.get(array, offset + 16),
        (long) LONGS.get(array, offset + 24));
  }

  /**
   * The value of exactly 32 bytes.
   *
   * @throws IllegalArgumentException if the length is not 32
   */
  public static Hash of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("a hash has 32 bytes, given " + bytes.length);
    }
    return read(bytes, 0);
  }

  /**
   * The value of exactly 32 bytes.
   *
   * @throws IllegalArgumentException if the length is not 32
   */
  public static Hash of(Bytes bytes) {
    return of(bytes.toArray());
  }

  /**
   * Parses 64 hex digits of either case.
   *
   * @throws IllegalArgumentException if the length is not 64 (text {@code bad length hash string
   *     <n>}) or a character is not a hex digit
   */
  public static Hash fromHex(String hex) {
    if (hex.length() != 2 * SIZE) {
      throw new IllegalArgumentException("bad length hash string " + hex.length());
    }
    return read(HexFormat.of().parseHex(hex), 0);
  }

  /** Writes the 32 bytes at {@code offset} of the array. */
  public void write(byte[] array, int offset) {
    LONGS.set(array, offset, w0);
    LONGS.set(array, offset + 8, w1);
    LONGS.set(array, offset + 16, w2);
    LONGS.set(array, offset + 24, w3);
  }

  public byte[] toArray() {
    byte[] array = new byte[SIZE];
    write(array, 0);
    return array;
  }

  public Bytes toBytes() {
    return Bytes.wrap(toArray());
  }

  public boolean isZero() {
    return (w0 | w1 | w2 | w3) == 0;
  }

  public String toHex() {
    return HexFormat.of().formatHex(toArray());
  }

  @Override
  public int hashCode() {
    return Long.hashCode(w0 ^ w3);
  }

  @Override
  public int compareTo(Hash other) {
    int c = Long.compareUnsigned(w0, other.w0);
    if (c == 0) {
      c = Long.compareUnsigned(w1, other.w1);
    }
    if (c == 0) {
      c = Long.compareUnsigned(w2, other.w2);
    }
    return c != 0 ? c : Long.compareUnsigned(w3, other.w3);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
