package io.bystack.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Appends the wire primitives of spec/01 §1 to a growing buffer; always the shortest varints.
 * Values out of range are the caller's fault and throw {@link IllegalArgumentException} with the
 * text {@code value out of range}. Not thread-safe.
 */
public final class ByteWriter {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] array;
  private int size;

  public ByteWriter() {
    this(128);
  }

  public ByteWriter(int capacity) {
    this.array = new byte[Math.max(16, capacity)];
  }

  private void reserve(int more) {
    if (more > array.length - size) {
      array = Arrays.copyOf(array, Math.max(Math.addExact(size, more), array.length * 2));
    }
  }

  public ByteWriter u8(int value) {
    reserve(1);
    array[size++] = (byte) value;
    return this;
  }

  /** A varint of all 64 bits, taken as unsigned. */
  public ByteWriter uv(long value) {
    reserve(10);
    long x = value;
    while ((x & ~0x7fL) != 0) {
      array[size++] = (byte) (x | 0x80);
      x >>>= 7;
    }
    array[size++] = (byte) x;
    return this;
  }

  /** A varint that must not exceed 2^63-1. */
  public ByteWriter v63(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("value out of range");
    }
    return uv(value);
  }

  /** A varint that must not exceed 2^31-1. */
  public ByteWriter v31(long value) {
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("value out of range");
    }
    return uv(value);
  }

  /** Eight bytes, least significant first. */
  public ByteWriter le64(long value) {
    reserve(8);
    LONGS.set(array, size, value);
    size += 8;
    return this;
  }

  public ByteWriter h32(Hash hash) {
    reserve(Hash.SIZE);
    hash.write(array, size);
    size += Hash.SIZE;
    return this;
  }

  public ByteWriter raw(byte[] bytes) {
    return raw(bytes, 0, bytes.length);
  }

  /** Appends {@code length} bytes from {@code offset} of an array. */
  public ByteWriter raw(byte[] bytes, int offset, int length) {
    reserve(length);
    System.arraycopy(bytes, offset, array, size, length);
    size += length;
    return this;
  }

  public ByteWriter raw(Bytes bytes) {
    reserve(bytes.length());
    bytes.copyTo(array, size);
    size += bytes.length();
    return this;
  }

  /** A byte string with its length before it. */
  public ByteWriter str(Bytes bytes) {
    return v31(bytes.length()).raw(bytes);
  }

  /** A list of byte strings with its count before it. */
  public ByteWriter strs(List<Bytes> list) {
    v31(list.size());
    list.forEach(this::str);
    return this;
  }

  public int size() {
    return size;
  }

  /** Forgets everything written; the buffer is kept for reuse. */
  public ByteWriter clear() {
    size = 0;
    return this;
  }

  public byte[] toArray() {
    return Arrays.copyOf(array, size);
  }

  /**
   * Everything written, without a copy if the capacity was exactly right; for large messages. The
   * writer must not be used any more.
   */
  public byte[] finish() {
    return size == array.length ? array : toArray();
  }

  public Bytes toBytes() {
    return Bytes.wrap(toArray());
  }

  /**
   * The buffer itself, valid up to {@link #size()} and until the next call; for digests in a hot
   * loop.
   */
  public byte[] buffer() {
    return array;
  }
}
