package io.bystack.cli;

import io.bystack.cli.exit.CommandException;
import io.bystack.core.bytes.Hash;
import java.util.Arrays;

/** Hexadecimal text as people paste it: white space between the digits does not count. */
final class HexText {
  private HexText() {}

  /** A hash of 32 bytes, or says what it is instead. */
  static Hash hash(String what, String text) {
    byte[] bytes = parse(text);
    if (bytes.length != Hash.SIZE) {
      throw CommandException.usage(
          "this is no " + what, "it has " + 2 * bytes.length + " hex digits, 64 are expected", "");
    }
    return Hash.of(bytes);
  }

  /** Parses it, or says at which character it goes wrong. */
  static byte[] parse(String text) {
    byte[] bytes = new byte[text.length() / 2];
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        continue;
      }
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw CommandException.usage(
            "the input is not hexadecimal",
            "character " + (i + 1) + " of " + text.length() + " is " + shown(c) + around(text, i),
            i == 1 && c == 'x' ? "Leave out the 0x." : "");
      }
      if (digits / 2 < bytes.length) {
        bytes[digits / 2] |= (byte) (digits % 2 == 0 ? digit << 4 : digit);
      }
      digits++;
    }
    if (digits % 2 != 0) {
      throw CommandException.usage(
          "the input is not hexadecimal",
          "it has " + digits + " digits; two make a byte, so the last one is alone or one is lost",
          "");
    }
    return digits / 2 == bytes.length ? bytes : Arrays.copyOf(bytes, digits / 2);
  }

  private static String shown(char c) {
    return c >= ' ' && c < 127 ? "'" + c + "'" : String.format("U+%04X", (int) c);
  }

  private static String around(String text, int index) {
    String before = text.substring(Math.max(0, index - 8), index);
    return before.isEmpty() ? "" : ", after \"" + before + "\"";
  }
}
