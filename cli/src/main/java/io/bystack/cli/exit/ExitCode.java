package io.bystack.cli.exit;

import picocli.CommandLine.IExitCodeGenerator;

/** How a command ended. The numbers are a promise to scripts and service managers. */
public enum ExitCode implements IExitCodeGenerator {
  /** Done as asked. */
  DONE(0, "done"),
  /** It did not work; trying again may help. */
  FAILED(1, "failed, trying again may help"),
  /** The command line, the input or the configuration is wrong; trying again will not help. */
  USAGE(2, "wrong usage, input or configuration; trying again will not help"),
  /** The node the command wanted to talk to does not answer. */
  UNREACHABLE(3, "the node cannot be reached"),
  /** The node answered with a refusal, whose code was printed. */
  REFUSED(4, "refused by the node, its code is printed"),
  /** The node does not let this caller do it. */
  UNAUTHORISED(5, "not authorised"),
  /** What was waited for had not come about in time; it is still under way. */
  PENDING(6, "the wait timed out, still pending"),
  /** The data directory is locked, corrupt or was written by a newer version. */
  DATA(7, "the data directory is locked, corrupt or too new"),
  /** A check ran to its end and found a difference. */
  DIFFERENCE(8, "a check found a difference");

  private final int number;
  private final String meaning;

  ExitCode(int number, String meaning) {
    this.number = number;
    this.meaning = meaning;
  }

  /** The process's exit status. */
  public int number() {
    return number;
  }

  /** What the status means, for the help. */
  public String meaning() {
    return meaning;
  }

  @Override
  public int getExitCode() {
    return number;
  }
}
