package io.bystack.core.crypto;

import java.util.HexFormat;

/** A key, or what a user wants of keys, is unusable. The message never contains secret bytes. */
public final class KeyException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int KEY_DIGITS = 128;

  /** What is wrong, for callers that answer with codes. */
  public enum Kind {
    BAD_KEY,
    DERIVE_RULE,
    NO_KEYS,
    DUPLICATE_KEY,
    QUORUM
  }

  private final Kind kind;

  KeyException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static KeyException badKey(String message) {
    return new KeyException(Kind.BAD_KEY, message);
  }

  public Kind kind() {
    return kind;
  }

  /** The 64 bytes of 128 hex digits. */
  static byte[] parseKey(String text) throws KeyException {
    if (text.length() != KEY_DIGITS) {
      throw badKey("bad key string");
    }
    for (int i = 0; i < KEY_DIGITS; i++) {
      if (!HexFormat.isHexDigit(text.charAt(i))) {
        throw badKey("bad key string: no hex digit at position " + i);
      }
    }
    return HexFormat.of().parseHex(text);
  }
}
