package io.bystack.core.bytes;

/**
 * Received bytes or text do not have the form they should have. The only exception decoders throw
 * for bad input. Its message is the text an API client sees (spec/01 §1.6, §14); {@link #offset()}
 * says where in the input the trouble is.
 */
public final class DecodeException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The kinds of the wire primitives' errors (spec/01 §1.6), and one for everything above them. */
  public enum Kind {
    EOF("EOF"),
    SHORT("unexpected EOF"),
    RANGE("value out of range"),
    OVERFLOW("binary: varint overflows a 64-bit integer"),
    FORMAT("");

    private final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  private final Kind kind;
  private final int offset;

  private DecodeException(Kind kind, int offset, String message) {
    // Decoding untrusted bytes is a hot path: no stack trace.
    super(message, null, false, false);
    this.kind = kind;
    this.offset = offset;
  }

  /** An error of a wire primitive at a byte offset of the input. */
  public static DecodeException of(Kind kind, int offset) {
    return new DecodeException(kind, offset, kind.text);
  }

  /** An error of a higher form at a byte offset of the input; -1 if no single place is at fault. */
  public static DecodeException format(String message, int offset) {
    return new DecodeException(Kind.FORMAT, offset, message);
  }

  /** The same error with {@code context: } before its message. */
  public DecodeException in(String context) {
    return new DecodeException(kind, offset, context + ": " + getMessage());
  }

  public Kind kind() {
    return kind;
  }

  /** Byte offset in the input, or -1. */
  public int offset() {
    return offset;
  }
}
