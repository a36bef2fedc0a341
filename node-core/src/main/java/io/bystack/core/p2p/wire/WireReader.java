package io.bystack.core.p2p.wire;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads go-wire primitives (spec/04 §1): big-endian fixed integers, size-prefixed varints, byte
 * slices, lists. A read limit bounds what one decode may consume; a length is checked against the
 * limit, and against the bytes that are there, before anything is allocated. Byte slices returned
 * are views of the input. Not thread-safe.
 */
public final class WireReader {
  /** Most elements of one list; far above what any node sends, far below what would hurt. */
  public static final int MAX_ELEMENTS = 1 << 16;

  private static final int NEGATIVE = 0xF0;
  private static final int MAX_VARINT_SIZE = 8;

  private final Bytes data;
  private final int limit;
  private int pos;

  /** A reader of all the bytes; {@code limit} = most bytes it may consume, 0 = no limit. */
  public WireReader(Bytes data, int limit) {
    this.data = data;
    this.limit = limit;
  }

  /** How an element of a list is read. */
  @FunctionalInterface
  public interface Element<T> {
    T read(WireReader in) throws DecodeException;
  }

  public int position() {
    return pos;
  }

  public int remaining() {
    return data.length() - pos;
  }

  /** One byte as 0…255. */
  public int u8() throws DecodeException {
    return take(1).unsigned(0);
  }

  /** Eight bytes, most significant first, all 64 bits used. */
  public long u64() throws DecodeException {
    return magnitude(take(Long.BYTES));
  }

  /** 32 bytes without a length. */
  public Hash hash() throws DecodeException {
    return Hash.of(take(Hash.SIZE));
  }

  /** A signed varint with its size byte (spec/04 §1.1); wraps around as the reference's does. */
  public long varint() throws DecodeException {
    int size = u8();
    boolean negative = size >= NEGATIVE;
    if (negative) {
      size &= 0x0F;
    }
    if (size > MAX_VARINT_SIZE) {
      throw error("Varint overflow");
    }
    if (size == 0 && negative) {
      throw error("Varint does not allow negative zero");
    }
    long value = magnitude(take(size));
    return negative ? -value : value;
  }

  /** A byte slice with its length before it. */
  public Bytes bytes() throws DecodeException {
    long length = varint();
    if (length < 0) {
      throw error("Error: binary read invalid length");
    }
    if (length > Integer.MAX_VALUE || (limit != 0 && pos + length > limit)) {
      throw error("Error: binary read overflow");
    }
    return take((int) length);
  }

  /** Exactly that many bytes, without a length before them. */
  public Bytes raw(int length) throws DecodeException {
    return take(length);
  }

  /** A byte slice read as UTF-8 text; malformed parts become U+FFFD. */
  public String text() throws DecodeException {
    return bytes().toUtf8();
  }

  /**
   * A list with its count before it. A negative count is an empty list, as in the reference; more
   * than {@link #MAX_ELEMENTS} is refused.
   */
  public <T> List<T> list(Element<T> element) throws DecodeException {
    long count = varint();
    List<T> list = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      if (i == MAX_ELEMENTS) {
        throw error("Error: binary read overflow");
      }
      list.add(element.read(this));
      checkLimit();
    }
    return List.copyOf(list);
  }

  /** A list of at most {@code max} elements; any other count is refused before one is read. */
  public <T> List<T> list(Element<T> element, int max) throws DecodeException {
    long count = varint();
    if (count < 0 || count > max) {
      throw error("a list of " + count + " elements, at most " + max + " are allowed");
    }
    List<T> list = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      list.add(element.read(this));
      checkLimit();
    }
    return List.copyOf(list);
  }

  /** A pointer's mark: true if a value follows, false for nil. */
  public boolean pointer() throws DecodeException {
    int mark = u8();
    if (mark > 1) {
      throw error("Unexpected type byte %02X for ptr of untyped thing".formatted(mark));
    }
    return mark == 1;
  }

  /** The check that ends a decode: not more consumed than the limit. */
  public void checkLimit() throws DecodeException {
    if (limit != 0 && pos > limit) {
      throw error("Error: binary read overflow");
    }
  }

  private Bytes take(int length) throws DecodeException {
    int left = remaining();
    if (length > left) {
      int at = pos;
      pos = data.length();
      throw DecodeException.of(
          left == 0 ? DecodeException.Kind.EOF : DecodeException.Kind.SHORT, at);
    }
    pos += length;
    return data.slice(pos - length, pos);
  }

  private static long magnitude(Bytes bytes) {
    long value = 0;
    for (int i = 0; i < bytes.length(); i++) {
      value = (value << 8) | bytes.unsigned(i);
    }
    return value;
  }

  private DecodeException error(String text) {
    return DecodeException.format(text, pos);
  }
}
