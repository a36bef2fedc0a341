package io.bystack.dpos.produce;

import java.util.Optional;

/** What the gate looks at, taken at one moment. */
public record ProducerSnapshot(
    Operator operator, Clocks clocks, Sync sync, Guard guard, Peers peers) {

  /**
   * What the operator has set up.
   *
   * @param enabled production is switched on
   * @param hasKey a signing key is loaded
   * @param elected the key is one of the producers of the next block's round
   * @param hasRewardProgram there is a program to pay to
   */
  public record Operator(
      boolean enabled, boolean hasKey, boolean elected, boolean hasRewardProgram) {}

  /**
   * The local clock beside others'.
   *
   * @param offsetMs local time minus the peers' median, milliseconds; empty if nobody told
   * @param bestAheadMs the best block's timestamp minus local time, milliseconds
   */
  public record Clocks(Optional<Long> offsetMs, long bestAheadMs) {}

  /**
   * How far the chain is.
   *
   * @param bestHeight our best block
   * @param peersHeight what peers can be believed of the chain's height, our own without peers
   * @param writable the store took the last write
   */
  public record Sync(long bestHeight, long peersHeight, boolean writable) {}

  /**
   * The sign-once record.
   *
   * @param problem what is wrong with it; empty if it is in use
   * @param lastHeight the highest height used up; empty if none
   * @param foreignSignature a height our key has signed without us; empty if none was seen
   */
  public record Guard(
      Optional<String> problem, Optional<Long> lastHeight, Optional<Long> foreignSignature) {}

  /**
   * Who hears us.
   *
   * @param connected peers of this chain
   */
  public record Peers(int connected) {}
}
