package io.bystack.dpos.produce;

/**
 * The limits of the gate.
 *
 * @param maxClockOffsetMs largest difference to the peers' median clock, milliseconds
 * @param maxAheadMs how far the best block's timestamp may be ahead of our clock, milliseconds
 * @param maxBlocksBehind how many blocks a peer may be ahead
 * @param minPeers peers needed
 */
public record GatePolicy(
    long maxClockOffsetMs, long maxAheadMs, long maxBlocksBehind, int minPeers) {

  /** Limits for a network: one peer, and none where a single producer is the whole network. */
  public static GatePolicy standard(int producers) {
    return new GatePolicy(1_000, 2_000, 2, producers > 1 ? 1 : 0);
  }
}
