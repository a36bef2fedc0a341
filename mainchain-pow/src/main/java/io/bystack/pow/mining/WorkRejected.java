package io.bystack.pow.mining;

/** Submitted work is not taken; the message is what a miner or API client sees (spec/03 §10.3). */
public final class WorkRejected extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean late;

  WorkRejected(String message) {
    this(message, false);
  }

  private WorkRejected(String message, boolean late) {
    super(message, null, false, false);
    this.late = late;
  }

  /** The tip is another by now, in the reference's words. */
  static WorkRejected late() {
    return new WorkRejected("pending mining block has been changed", true);
  }

  /** Why, for the operator's log. */
  public String why() {
    return late ? "another block of this height came first" : getMessage();
  }
}
