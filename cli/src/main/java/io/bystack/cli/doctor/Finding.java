package io.bystack.cli.doctor;

/**
 * What one check has found.
 *
 * @param check what was looked at
 * @param found the value, with its unit
 * @param advice what to do about it; empty if it is good
 */
public record Finding(String check, State state, String found, String advice) {
  /** How good it is. */
  public enum State {
    /** As it should be. */
    OK,
    /** A node will run, not at its best; or it could not be found out. */
    WARNING,
    /** A node will not run, or not for long. */
    BAD
  }

  static Finding ok(String check, String found) {
    return new Finding(check, State.OK, found, "");
  }

  static Finding warning(String check, String found, String advice) {
    return new Finding(check, State.WARNING, found, advice);
  }

  static Finding bad(String check, String found, String advice) {
    return new Finding(check, State.BAD, found, advice);
  }
}
