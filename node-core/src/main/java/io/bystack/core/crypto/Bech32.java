package io.bystack.core.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bech32 of BIP 173 (checksum constant 1): a prefix, a separator and groups of five bits. */
final class Bech32 {
  private static final String CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int CHECKSUM_SIZE = 6;
  private static final int MIN_LENGTH = 8;
  private static final int MAX_LENGTH = 90;
  private static final int FIRST_PRINTABLE = 33;
  private static final int LAST_PRINTABLE = 126;

  private Bech32() {}

  static String encode(String prefix, int version, byte[] program) {
    byte[] groups = new byte[1 + (program.length * 8 + 4) / 5];
    groups[0] = (byte) version;
    int bits = 0;
    int count = 0;
    int next = 1;
    for (byte b : program) {
      bits = (bits << 8) | (b & 0xff);
      count += 8;
      while (count >= 5) {
        count -= 5;
        groups[next++] = (byte) ((bits >> count) & 31);
      }
    }
    if (count > 0) {
      groups[next] = (byte) ((bits << (5 - count)) & 31);
    }
    return prefix + '1' + letters(groups) + letters(checksum(prefix, groups));
  }

  /** The five-bit groups between separator and checksum, in the order of checks of spec/05 §6.2. */
  static byte[] decode(String text) throws AddressException {
    requireReadable(text);
    String lower = lowerCase(text);
    int separator = lower.lastIndexOf('1');
    if (separator < 1 || separator + 1 + CHECKSUM_SIZE > lower.length()) {
      throw new AddressException("invalid index of 1");
    }
    byte[] all = new byte[lower.length() - separator - 1];
    for (int i = 0; i < all.length; i++) {
      char c = lower.charAt(separator + 1 + i);
      int group = CHARSET.indexOf(c);
      if (group < 0) {
        throw new AddressException(
            "failed converting data to bytes: invalid character not part of charset: " + (int) c);
      }
      all[i] = (byte) group;
    }
    byte[] groups = Arrays.copyOf(all, all.length - CHECKSUM_SIZE);
    byte[] given = Arrays.copyOfRange(all, groups.length, all.length);
    byte[] right = checksum(lower.substring(0, separator), groups);
    if (!Arrays.equals(given, right)) {
      throw new AddressException(
          "checksum failed. Expected " + letters(right) + ", got " + letters(given) + ".");
    }
    return groups;
  }

  /** Regroups to eight bits; what is left over must be less than five bits, all zero. */
  static byte[] toBytes(byte[] groups, int from) throws AddressException {
    byte[] bytes = new byte[(groups.length - from) * 5 / 8];
    int bits = 0;
    int count = 0;
    int next = 0;
    for (int i = from; i < groups.length; i++) {
      bits = ((bits << 5) | groups[i]) & 0xfff;
      count += 5;
      if (count >= 8) {
        count -= 8;
        bytes[next++] = (byte) (bits >> count);
      }
    }
    if (count > 4 || (bits & ((1 << count) - 1)) != 0) {
      throw new AddressException("invalid incomplete group");
    }
    return bytes;
  }

  /** ASCII letters in lower case, everything else as it is. */
  static String lowerCase(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      lower.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
    }
    return lower.toString();
  }

  private static void requireReadable(String text) throws AddressException {
    // Lengths and faulty characters are those of the UTF-8 form, as clients of the network see
    // them.
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < MIN_LENGTH || bytes.length > MAX_LENGTH) {
      throw new AddressException("invalid bech32 string length " + bytes.length);
    }
    for (byte b : bytes) {
      int c = b & 0xff;
      if (c < FIRST_PRINTABLE || c > LAST_PRINTABLE) {
        throw new AddressException("invalid character in string: '" + (char) c + "'");
      }
    }
    boolean upper = text.chars().anyMatch(c -> c >= 'A' && c <= 'Z');
    boolean lower = text.chars().anyMatch(c -> c >= 'a' && c <= 'z');
    if (upper && lower) {
      throw new AddressException("string not all lowercase or all uppercase");
    }
  }

  private static String letters(byte[] groups) {
    StringBuilder text = new StringBuilder(groups.length);
    for (byte group : groups) {
      text.append(CHARSET.charAt(group));
    }
    return text.toString();
  }

  private static byte[] checksum(String prefix, byte[] groups) {
    int sum = 1;
    for (int i = 0; i < prefix.length(); i++) {
      sum = step(sum) ^ (prefix.charAt(i) >> 5);
    }
    sum = step(sum);
    for (int i = 0; i < prefix.length(); i++) {
      sum = step(sum) ^ (prefix.charAt(i) & 31);
    }
    for (byte group : groups) {
      sum = step(sum) ^ group;
    }
    for (int i = 0; i < CHECKSUM_SIZE; i++) {
      sum = step(sum);
    }
    sum ^= 1;
    byte[] checksum = new byte[CHECKSUM_SIZE];
    for (int i = 0; i < CHECKSUM_SIZE; i++) {
      checksum[i] = (byte) ((sum >> (5 * (CHECKSUM_SIZE - 1 - i))) & 31);
    }
    return checksum;
  }

  private static int step(int sum) {
    int top = sum >>> 25;
    int next = (sum & 0x1ffffff) << 5;
    for (int i = 0; i < GENERATOR.length; i++) {
      next ^= ((top >> i) & 1) == 1 ? GENERATOR[i] : 0;
    }
    return next;
  }
}
