package io.bystack.core.vm;

/** Program text that does not assemble; the message names the token. */
public final class ProgramTextException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;

  ProgramTextException(String message, int offset) {
    super(message, null, false, false);
    this.offset = offset;
  }

  /** Index of the token's first character in the text. */
  public int offset() {
    return offset;
  }
}
