package io.bystack.core.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads received hex text, naming what is wrong as API clients expect it (spec/01 §2, §12). */
public final class HexText {
  private HexText() {}

  /**
   * The bytes of an even number of hex digits of either case; the error's offset is that of the
   * digit.
   */
  public static Bytes decode(String text) throws DecodeException {
    byte[] digits = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[digits.length / 2];
    for (int i = 0; i < digits.length; i++) {
      int value = Character.digit(digits[i], 16);
      if (value < 0) {
        throw DecodeException.format("encoding/hex: invalid byte: " + describe(digits[i]), i);
      }
      if (i / 2 < bytes.length) {
        bytes[i / 2] = (byte) ((bytes[i / 2] << 4) | value);
      }
    }
    if (digits.length % 2 != 0) {
      throw DecodeException.format("encoding/hex: odd length hex string", digits.length);
    }
    return Bytes.wrap(bytes);
  }

  /** A 32-byte value from exactly 64 hex digits. */
  public static Hash decodeHash(String text) throws DecodeException {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    if (length != 2 * Hash.SIZE) {
      throw DecodeException.format("bad length hash string " + length, 0);
    }
    return Hash.of(decode(text));
  }

  private static String describe(byte digit) {
    int value = digit & 0xff;
    String code = String.format(Locale.ROOT, "U+%04X", value);
    boolean printable = (value > 0x1f && value < 0x7f) || (value > 0xa0 && value != 0xad);
    return printable ? code + " '" + (char) value + "'" : code;
  }
}
