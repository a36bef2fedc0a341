package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import java.nio.charset.StandardCharsets;

/** Serialized objects as hex text, bare or between double quotes (spec/04 §5). */
final class JsonTexts {
  private static final int[] DIGITS = digits();
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private JsonTexts() {}

  /** The bytes of hex text of either case. */
  static Bytes decode(Bytes text) throws DecodeException {
    int length = text.length();
    if (length % 2 != 0) {
      throw DecodeException.format("odd length hex text", length);
    }
    byte[] bytes = new byte[length / 2];
    int done = text.with((array, offset, _) -> decode(array, offset, bytes));
    if (done < bytes.length) {
      throw DecodeException.format("not hex text", 2 * done);
    }
    return Bytes.wrap(bytes);
  }

  /** Fills {@code out} from digits; how many of its bytes could be made. */
  private static int decode(byte[] array, int offset, byte[] out) {
    for (int i = 0; i < out.length; i++) {
      int at = offset + 2 * i;
      int value = (DIGITS[array[at] & 0xff] << 4) | DIGITS[array[at + 1] & 0xff];
      if (value < 0) {
        return i;
      }
      out[i] = (byte) value;
    }
    return out.length;
  }

  /** Lower-case hex text of bytes. */
  static Bytes encode(Bytes bytes) {
    byte[] text = new byte[2 * bytes.length()];
    return bytes.with((array, offset, length) -> encode(array, offset, length, text, 0));
  }

  /** Lower-case hex text of bytes between double quotes. */
  static Bytes encodeQuoted(Bytes bytes) {
    byte[] text = new byte[2 * bytes.length() + 2];
    text[0] = '"';
    text[text.length - 1] = '"';
    return bytes.with((array, offset, length) -> encode(array, offset, length, text, 1));
  }

  private static Bytes encode(byte[] array, int offset, int length, byte[] text, int start) {
    int at = start;
    for (int i = offset; i < offset + length; i++) {
      text[at++] = HEX[(array[i] >>> 4) & 0xf];
      text[at++] = HEX[array[i] & 0xf];
    }
    return Bytes.wrap(text);
  }

  /** The bytes of hex text between double quotes. */
  static Bytes decodeQuoted(Bytes text) throws DecodeException {
    int length = text.length();
    if (length < 2 || text.at(0) != '"' || text.at(length - 1) != '"') {
      throw DecodeException.format("hex text is not between double quotes", 0);
    }
    return decode(text.slice(1, length - 1));
  }

  private static int[] digits() {
    int[] digits = new int[256];
    for (int c = 0; c < digits.length; c++) {
      digits[c] = c < 128 ? Character.digit(c, 16) : -1;
    }
    return digits;
  }
}
