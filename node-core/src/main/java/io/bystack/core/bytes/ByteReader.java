package io.bystack.core.bytes;

import io.bystack.core.bytes.DecodeException.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A cursor over received bytes that reads the wire primitives of spec/01 §1. Nothing is allocated
 * by a count or length before the bytes are known to be there. Byte strings it returns are views of
 * the buffer. Not thread-safe.
 */
public final class ByteReader {
  private static final long V31_MAX = Integer.MAX_VALUE;

  private final byte[] array;
  private final int end;
  private int pos;

  ByteReader(byte[] array, int offset, int length) {
    this.array = array;
    this.pos = offset;
    this.end = offset + length;
  }

  /** A reader of the whole array, which must not change while views of it are in use. */
  public static ByteReader of(byte[] array) {
    return new ByteReader(array, 0, array.length);
  }

  public int remaining() {
    return end - pos;
  }

  /** Index of the next byte in the underlying array. */
  public int position() {
    return pos;
  }

  /** The next byte as 0…255. */
  public int u8() throws DecodeException {
    if (pos == end) {
      throw DecodeException.of(Kind.EOF, pos);
    }
    return array[pos++] & 0xff;
  }

  /** An unsigned varint of up to 64 bits, any length of encoding up to ten bytes (spec/01 §1.1). */
  public long uv() throws DecodeException {
    long x = 0;
    for (int i = 0; i < 10; i++) {
      if (pos == end) {
        throw DecodeException.of(Kind.EOF, pos);
      }
      byte b = array[pos++];
      if (b >= 0) {
        if (i == 9 && b > 1) {
          throw DecodeException.of(Kind.OVERFLOW, pos - 1);
        }
        return x | ((long) b << (7 * i));
      }
      x |= (long) (b & 0x7f) << (7 * i);
    }
    throw DecodeException.of(Kind.OVERFLOW, pos - 1);
  }

  /** A varint of at most 2^63-1. */
  public long v63() throws DecodeException {
    int start = pos;
    long x = uv();
    if (x < 0) {
      throw DecodeException.of(Kind.RANGE, start);
    }
    return x;
  }

  /** A varint of at most 2^31-1. */
  public int v31() throws DecodeException {
    int start = pos;
    long x = uv();
    if (x < 0 || x > V31_MAX) {
      throw DecodeException.of(Kind.RANGE, start);
    }
    return (int) x;
  }

  /** 32 raw bytes: EOF with none left, SHORT with 1…31 left. */
  public Hash h32() throws DecodeException {
    if (end - pos < Hash.SIZE) {
      throw DecodeException.of(pos == end ? Kind.EOF : Kind.SHORT, pos);
    }
    Hash hash = Hash.read(array, pos);
    pos += Hash.SIZE;
    return hash;
  }

  /** A byte string with its length before it (spec/01 §1.3). */
  public Bytes str() throws DecodeException {
    int length = v31();
    return raw(length);
  }

  /** Exactly {@code length} bytes, SHORT if fewer are left. */
  public Bytes raw(int length) throws DecodeException {
    if (length > end - pos) {
      throw DecodeException.of(Kind.SHORT, pos);
    }
    Bytes bytes = Bytes.wrap(array, pos, length);
    pos += length;
    return bytes;
  }

  /** A list of byte strings (spec/01 §1.4). */
  public List<Bytes> strs() throws DecodeException {
    int count = v31();
    List<Bytes> list = new ArrayList<>(Math.min(count, end - pos));
    for (int i = 0; i < count; i++) {
      try {
        list.add(str());
      } catch (DecodeException e) {
        int read = i + 1;
        throw read < count - read ? DecodeException.of(Kind.SHORT, e.offset()) : e;
      }
    }
    return List.copyOf(list);
  }

  /**
   * A reader of the content of one extensible string (spec/01 §1.5); this reader moves behind it.
   * What the caller leaves unread is the suffix: {@link #rest()}.
   */
  public ByteReader ext() throws DecodeException {
    int length = v31();
    if (length > end - pos) {
      throw DecodeException.of(Kind.SHORT, pos);
    }
    ByteReader inner = new ByteReader(array, pos, length);
    pos += length;
    return inner;
  }

  /** Fails with {@code trailing garbage} if anything is left. */
  public void expectEnd() throws DecodeException {
    if (pos != end) {
      throw DecodeException.format("trailing garbage (" + (end - pos) + " bytes)", pos);
    }
  }

  /** Everything that is left. */
  public Bytes rest() {
    Bytes bytes = Bytes.wrap(array, pos, end - pos);
    pos = end;
    return bytes;
  }

  /** The bytes from an earlier {@link #position()} up to here. */
  public Bytes since(int position) {
    return Bytes.wrap(array, position, pos - position);
  }
}
