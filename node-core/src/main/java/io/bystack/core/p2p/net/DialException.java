package io.bystack.core.p2p.net;

/** A dial that did not bring a peer. */
public final class DialException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Ending ending;

  DialException(Ending ending, String why) {
    super(why, null, false, false);
    this.ending = ending;
  }

  /** The kind of reason. */
  public Ending ending() {
    return ending;
  }
}
