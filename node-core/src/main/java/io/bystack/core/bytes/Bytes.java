package io.bystack.core.bytes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable byte string. It may be a view of a larger received buffer; whoever creates a view
 * with {@link #wrap} promises never to change that buffer.
 */
public final class Bytes implements Comparable<Bytes> {
  /** The empty byte string. */
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private static final HexFormat HEX = HexFormat.of();

  private final byte[] array;
  private final int offset;
  private final int length;

  private Bytes(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /** A copy of the given array. */
  public static Bytes copyOf(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array.clone(), 0, array.length);
  }

  /** The given values, each cut to its low eight bits. */
  public static Bytes of(int... values) {
    byte[] array = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      array[i] = (byte) values[i];
    }
    return wrap(array);
  }

  /** A view without a copy; the caller must not change the array afterwards. */
  public static Bytes wrap(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array, 0, array.length);
  }

  /**
   * A view of {@code length} bytes from {@code offset} without a copy; see {@link #wrap(byte[])}.
   */
  public static Bytes wrap(byte[] array, int offset, int length) {
    if (offset < 0 || length < 0 || length > array.length - offset) {
      throw new IndexOutOfBoundsException(
          "offset " + offset + ", length " + length + " in " + array.length + " bytes");
    }
    return length == 0 ? EMPTY : new Bytes(array, offset, length);
  }

  /**
   * Parses hex digits of either case.
   *
   * @throws IllegalArgumentException if the text is not an even number of hex digits
   */
  public static Bytes fromHex(String hex) {
    return wrap(HEX.parseHex(hex));
  }

  /** The UTF-8 encoding of a text. */
  public static Bytes utf8(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  public int length() {
    return length;
  }

  public boolean isEmpty() {
    return length == 0;
  }

  /** The byte at {@code index}, signed. */
  public byte at(int index) {
    if (index < 0 || index >= length) {
      throw new IndexOutOfBoundsException("index " + index + " of " + length + " bytes");
    }
    return array[offset + index];
  }

  /** The byte at {@code index} as 0…255. */
  public int unsigned(int index) {
    return at(index) & 0xff;
  }

  /** A view of the part {@code [from, to)}. */
  public Bytes slice(int from, int to) {
    if (from < 0 || to < from || to > length) {
      throw new IndexOutOfBoundsException("[" + from + ", " + to + ") of " + length + " bytes");
    }
    return from == to ? EMPTY : new Bytes(array, offset + from, to - from);
  }

  /** This followed by {@code other}. */
  public Bytes concat(Bytes other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    byte[] joined = new byte[Math.addExact(length, other.length)];
    copyTo(joined, 0);
    other.copyTo(joined, length);
    return wrap(joined);
  }

  public byte[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /** Copies all bytes into {@code target} from {@code at} on. */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(array, offset, target, at, length);
  }

  /** Feeds all bytes to a digest. */
  public void updateTo(MessageDigest digest) {
    digest.update(array, offset, length);
  }

  /**
   * A reader of the bytes in place: the array must be neither changed nor kept.
   *
   * @param <R> what it makes of them
   */
  @FunctionalInterface
  public interface View<R> {
    R apply(byte[] array, int offset, int length);
  }

  /** Lets {@code view} read the bytes where they lie, without a copy. */
  public <R> R with(View<R> view) {
    return view.apply(array, offset, length);
  }

  /** A reader positioned at the first byte of this string. */
  public ByteReader reader() {
    return new ByteReader(array, offset, length);
  }

  /** A string that shares no memory with a larger buffer: this, or a copy. */
  public Bytes compact() {
    return isCompact() ? this : wrap(toArray());
  }

  /** Whether this is all of its buffer, so that it keeps no other bytes from being forgotten. */
  public boolean isCompact() {
    return length == array.length;
  }

  public boolean startsWith(Bytes prefix) {
    return prefix.length <= length
        && Arrays.equals(
            array,
            offset,
            offset + prefix.length,
            prefix.array,
            prefix.offset,
            prefix.offset + prefix.length);
  }

  /** Lower-case hex digits. */
  public String toHex() {
    return HEX.formatHex(array, offset, offset + length);
  }

  /** The bytes read as UTF-8; malformed parts become U+FFFD. */
  public String toUtf8() {
    return new String(array, offset, length, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes b
        && Arrays.equals(array, offset, offset + length, b.array, b.offset, b.offset + b.length);
  }

  @Override
  public int hashCode() {
    int result = 1;
    for (int i = offset; i < offset + length; i++) {
      result = 31 * result + array[i];
    }
    return result;
  }

  /** Unsigned lexicographic order. */
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(
        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
