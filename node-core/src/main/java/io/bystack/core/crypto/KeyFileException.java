package io.bystack.core.crypto;

/** A key file cannot be read or opened. The message never contains a secret. */
public final class KeyFileException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why, for callers that answer with codes. */
  public enum Kind {
    /** Not a key file, or one of its values has no proper form. */
    FORMAT,
    /** A version, cipher or derivation this node does not have. */
    UNSUPPORTED,
    /** Opening it would take more memory or time than a file may ask for. */
    LIMIT,
    /** Well-formed, but not with this password. */
    WRONG_PASSWORD
  }

  private final Kind kind;

  KeyFileException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  static KeyFileException format(String message) {
    return new KeyFileException(Kind.FORMAT, message);
  }

  public Kind kind() {
    return kind;
  }
}
