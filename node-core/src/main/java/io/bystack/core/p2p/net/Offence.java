package io.bystack.core.p2p.net;

/**
 * What a peer may do wrong, and how much it counts (spec/04 §8.1): the permanent part stays, the
 * passing part halves every minute.
 */
public enum Offence {
  /** Something no honest node sends: an invalid block, transaction or signature. */
  ILLEGAL(20, 0),
  /** Proven malice that costs an attacker nothing to repeat and us much to check. */
  HOSTILE(101, 0),
  /** Something that happens to honest nodes at times: a message cut short, a wrong text. */
  ODD(0, 20),
  /** Breaks the protocol so that the connection cannot go on. */
  BROKEN(0, 20),
  /** A message that does not decode; the reference ignores those. */
  MALFORMED(0, 5),
  /** No answer, or a late one. */
  SLOW(0, 5);

  private final int permanent;
  private final int passing;

  Offence(int permanent, int passing) {
    this.permanent = permanent;
    this.passing = passing;
  }

  /** Its name in metrics. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  int permanent() {
    return permanent;
  }

  int passing() {
    return passing;
  }
}
