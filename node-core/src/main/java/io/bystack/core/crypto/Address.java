package io.bystack.core.crypto;

import io.bystack.core.bytes.Bytes;

/**
 * The text form of a program that pays to a key hash (20 bytes) or a script hash (32 bytes),
 * spec/05 §6.2: Bech32 with the network's prefix and witness version 0.
 *
 * @param prefix the network's human-readable part in lower case, such as {@code bm} or {@code vp}
 * @param hash RIPEMD-160 of a public key, or SHA3-256 of a script
 */
public record Address(String prefix, Bytes hash) {
  private static final int KEY_HASH_SIZE = 20;
  private static final int SCRIPT_HASH_SIZE = 32;
  private static final int MAX_VERSION = 16;
  private static final int MIN_PROGRAM = 2;
  private static final int MAX_PROGRAM = 40;

  /**
   * @throws IllegalArgumentException if the hash has neither 20 nor 32 bytes
   */
  public Address {
    if (!isHashSize(hash.length())) {
      throw new IllegalArgumentException("an address holds 20 or 32 bytes, given " + hash.length());
    }
  }

  /**
   * The address of a program.
   *
   * @throws AddressException if the program is neither {@code 00 14 hash20} nor {@code 00 20
   *     hash32}
   */
  public static Address ofProgram(String prefix, Bytes program) throws AddressException {
    int size = program.length() - 2;
    if (!isHashSize(size) || program.at(0) != 0 || program.at(1) != size) {
      throw new AddressException("a program of this form has no address");
    }
    return new Address(prefix, program.slice(2, program.length()));
  }

  /**
   * Decodes an address of one network. Letters are all lower or all upper case; nothing is trimmed.
   *
   * @param prefix the network's human-readable part, lower case
   * @throws AddressException saying what is wrong, {@code unknown address type} for another
   *     network's
   */
  public static Address decode(String prefix, String text) throws AddressException {
    int separator = text.lastIndexOf('1');
    if (separator < 2 || !Bech32.lowerCase(text.substring(0, separator)).equals(prefix)) {
      throw new AddressException("unknown address type");
    }
    byte[] groups = Bech32.decode(text);
    if (groups.length == 0) {
      throw new AddressException("no witness version");
    }
    int version = groups[0];
    if (version > MAX_VERSION) {
      throw new AddressException("invalid witness version: " + version);
    }
    Bytes program = Bytes.wrap(Bech32.toBytes(groups, 1));
    int size = program.length();
    if (size < MIN_PROGRAM || size > MAX_PROGRAM) {
      throw new AddressException("invalid data length");
    }
    if (version == 0 && !isHashSize(size)) {
      throw new AddressException("invalid data length for witness version 0: " + size);
    }
    if (version != 0) {
      throw new AddressException("unsupported witness version");
    }
    return new Address(prefix, program);
  }

  /** Whether {@link #decode} takes the text. */
  public static boolean isValid(String prefix, String text) {
    try {
      decode(prefix, text);
      return true;
    } catch (AddressException e) {
      return false;
    }
  }

  /** Whether this pays to one key and not to a script. */
  public boolean paysToKey() {
    return hash.length() == KEY_HASH_SIZE;
  }

  /** The program: {@code 00}, the length of the hash, the hash. */
  public Bytes program() {
    return Bytes.of(0, hash.length()).concat(hash);
  }

  /** The address as text, lower case. */
  public String encode() {
    return Bech32.encode(prefix, 0, hash.toArray());
  }

  @Override
  public String toString() {
    return encode();
  }

  private static boolean isHashSize(int size) {
    return size == KEY_HASH_SIZE || size == SCRIPT_HASH_SIZE;
  }
}
