package io.bystack.dpos.guard;

import java.io.IOException;

/** The sign-once file cannot be used as it is; the message names what is wrong and what to do. */
public final class SignOnceException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the file. */
  public enum Problem {
    /** There is none. */
    MISSING,
    /** Neither copy in it can be read. */
    CORRUPT,
    /** It belongs to another chain or another key. */
    FOREIGN,
    /** Another process has it open. */
    IN_USE,
    /** There is one already. */
    EXISTS
  }

  private final Problem problem;

  SignOnceException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
