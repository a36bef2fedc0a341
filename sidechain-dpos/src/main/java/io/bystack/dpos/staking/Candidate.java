package io.bystack.dpos.staking;

import io.bystack.core.bytes.Bytes;

/**
 * A key people have voted for.
 *
 * @param place 1 for the most votes
 * @param votes neu
 * @param standing what the place is good for, if the election were now
 * @param margins how far it is from the places that count
 */
public record Candidate(int place, Bytes xpub, long votes, Standing standing, Margins margins) {

  /**
   * Distances in neu of votes; negative if votes are lacking.
   *
   * @param toProduce above the best that does not produce, or below the last that does
   * @param toStandby the same for the standby places
   */
  public record Margins(long toProduce, long toStandby) {}

  /** What a place is good for. */
  public enum Standing {
    PRODUCER,
    /** Places 11 to 42 get standby rewards from the operators' tools. */
    STANDBY,
    WAITING,
    /** Too few votes to be elected at all. */
    BELOW_MINIMUM,
    /** Not a key anybody can sign with. */
    NO_KEY
  }
}
