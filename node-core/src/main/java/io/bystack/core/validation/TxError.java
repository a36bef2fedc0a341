package io.bystack.core.validation;

import io.bystack.core.vm.FailureText;
import io.bystack.core.vm.VmError;

/** Why a transaction is not wholly valid. */
public sealed interface TxError {
  /** The stable name: {@code ErrBadTimeRange}, {@code vm.ErrFalseVMResult}. */
  String name();

  /** The text of the root error alone. */
  String text();

  /** Which part of the transaction is at fault, e.g. {@code input 2}; empty if it is the whole. */
  String place();

  /** What clients see: place, facts, text. Built on each call. */
  String message();

  /**
   * A rule is broken.
   *
   * @param facts what was found and what the rule demands; may be empty
   */
  record Broken(TxRule rule, String place, String facts) implements TxError {
    @Override
    public String name() {
      return rule.errorName();
    }

    @Override
    public String text() {
      return rule.text();
    }

    @Override
    public String message() {
      String detail = facts.isEmpty() ? "" : facts + ": ";
      return (place.isEmpty() ? "" : "checking " + place + ": ") + detail + rule.text();
    }
  }

  /** The program of an input has failed. */
  record ProgramFailed(VmError error, int input, FailureText failure) implements TxError {
    @Override
    public String name() {
      return "vm." + error.errorName();
    }

    @Override
    public String text() {
      return error.text();
    }

    @Override
    public String place() {
      return "input " + input;
    }

    @Override
    public String message() {
      return "checking " + place() + ": checking program: " + failure;
    }
  }
}
