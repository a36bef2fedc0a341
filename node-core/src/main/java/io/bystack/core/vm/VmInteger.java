package io.bystack.core.vm;

import io.bystack.core.bytes.Bytes;

/** Numbers and booleans as byte strings on the stack (spec/02 §2.1, §2.2). */
public final class VmInteger {
  /** The boolean true, also the number 1. */
  public static final Bytes TRUE = Bytes.of(1);

  /** The boolean false, also the number 0. */
  public static final Bytes FALSE = Bytes.EMPTY;

  private static final int CACHED = 1024;
  private static final Bytes[] SMALL = small();
  private static final Bytes MINUS_ONE = encodeNew(-1);

  private VmInteger() {}

  private static Bytes[] small() {
    Bytes[] values = new Bytes[CACHED];
    for (int i = 0; i < CACHED; i++) {
      values[i] = encodeNew(i);
    }
    values[1] = TRUE;
    return values;
  }

  /** Little-endian without trailing zero bytes; 0 is empty, a negative number has eight bytes. */
  public static Bytes encode(long value) {
    if (value >= 0 && value < CACHED) {
      return SMALL[(int) value];
    }
    return value == -1 ? MINUS_ONE : encodeNew(value);
  }

  private static Bytes encodeNew(long value) {
    int size = (71 - Long.numberOfLeadingZeros(value)) >>> 3;
    byte[] bytes = new byte[size];
    long rest = value;
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) rest;
      rest >>>= 8;
    }
    return Bytes.wrap(bytes);
  }

  /**
   * The number of up to eight bytes, not necessarily the shortest form.
   *
   * @throws VmException {@link VmError#BAD_VALUE} if there are more than eight bytes
   */
  public static long decode(Bytes bytes) throws VmException {
    int length = bytes.length();
    if (length > 8) {
      throw VmError.BAD_VALUE.exception();
    }
    long value = 0;
    for (int i = length - 1; i >= 0; i--) {
      value = (value << 8) | bytes.unsigned(i);
    }
    return value;
  }

  static Bytes bool(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** Whether any byte is not zero. */
  public static boolean isTrue(Bytes bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.at(i) != 0) {
        return true;
      }
    }
    return false;
  }
}
