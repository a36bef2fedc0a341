package io.bystack.core.vm;

/** Why a program failed: the root errors of spec/02 §1.5 with their stable names and texts. */
public enum VmError {
  ALT_STACK_UNDERFLOW("ErrAltStackUnderflow", "alt stack underflow"),
  BAD_VALUE("ErrBadValue", "bad value"),
  CONTEXT("ErrContext", "wrong context"),
  DATA_STACK_UNDERFLOW("ErrDataStackUnderflow", "data stack underflow"),
  DISALLOWED_OPCODE("ErrDisallowedOpcode", "disallowed opcode"),
  DIV_ZERO("ErrDivZero", "division by zero"),
  FALSE_VM_RESULT("ErrFalseVMResult", "false VM result"),
  LONG_PROGRAM("ErrLongProgram", "program size exceeds maxint32"),
  OVERFLOW("ErrOverflow", "arithmetic overflow"),
  RANGE("ErrRange", "range error"),
  RETURN("ErrReturn", "RETURN executed"),
  RUN_LIMIT_EXCEEDED("ErrRunLimitExceeded", "run limit exceeded"),
  SHORT_PROGRAM("ErrShortProgram", "unexpected end of program"),
  TOKEN("ErrToken", "unrecognized token"),
  UNEXPECTED("ErrUnexpected", "unexpected error"),
  UNSUPPORTED_VM("ErrUnsupportedVM", "unsupported VM"),
  VERIFY_FAILED("ErrVerifyFailed", "VERIFY failed");

  private final String errorName;
  private final String text;

  VmError(String errorName, String text) {
    this.errorName = errorName;
    this.text = text;
  }

  /** The stable name, e.g. {@code ErrFalseVMResult}. */
  public String errorName() {
    return errorName;
  }

  public String text() {
    return text;
  }

  /** The exception that ends a run with this error. */
  public VmException exception() {
    return VmException.of(this);
  }
}
