package io.bystack.cli.exit;

import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreFailure;
import java.util.Objects;

/**
 * A command cannot do what it was asked for. Says what failed, why (with the values) and what to do
 * about it; each is one line, the last two may be empty.
 */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final String ADVICE_ON_DAMAGE =
      "See what bystack db repair can save; else restore a backup, or load a snapshot or import the"
          + " chain into an empty folder.";
  private static final String ADVICE_ON_DISK =
      "Make room on the disk, check its health and the permissions, and try again.";

  private final ExitCode exitCode;
  private final String why;
  private final String advice;

  public CommandException(ExitCode exitCode, String what, String why, String advice) {
    super(what);
    this.exitCode = Objects.requireNonNull(exitCode);
    this.why = Objects.requireNonNull(why);
    this.advice = Objects.requireNonNull(advice);
  }

  /** Wrong usage or input. */
  public static CommandException usage(String what, String why, String advice) {
    return new CommandException(ExitCode.USAGE, what, why, advice);
  }

  /** Something that may go better next time. */
  public static CommandException failed(String what, String why, String advice) {
    return new CommandException(ExitCode.FAILED, what, why, advice);
  }

  /** A store that does not open, with what a person can do about it. */
  public static CommandException of(StoreException e) {
    String advice =
        switch (e.reason()) {
          case LOCKED -> "Stop the other process, or use another --data-dir.";
          case NEWER -> "Use the newer release that wrote it.";
          case OTHER_CHAIN ->
              "Use another --data-dir, or the --network and federation the data was made with.";
          case UNKNOWN -> "Check --data-dir: it is not empty and holds no chain of ours.";
          case DAMAGED -> ADVICE_ON_DAMAGE;
          case ACCESS -> ADVICE_ON_DISK;
          case NO_SPACE -> "Free space on the disk, or use another --data-dir.";
        };
    ExitCode code =
        switch (e.reason()) {
          case ACCESS, NO_SPACE -> ExitCode.FAILED;
          case LOCKED, NEWER, OTHER_CHAIN, UNKNOWN, DAMAGED -> ExitCode.DATA;
        };
    return new CommandException(code, "the data cannot be used", e.getMessage(), advice);
  }

  /** An open store that fails, with what a person can do about it. */
  public static CommandException of(StoreFailure e) {
    return e.isDamage()
        ? new CommandException(
            ExitCode.DATA, "the data cannot be used", e.getMessage(), ADVICE_ON_DAMAGE)
        : new CommandException(
            ExitCode.FAILED, "the data cannot be used", e.getMessage(), ADVICE_ON_DISK);
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public String why() {
    return why;
  }

  public String advice() {
    return advice;
  }
}
