package io.bystack.dpos;

/**
 * The time grid of a round (spec/07 §3.3): whose turn a timestamp is. Timestamps are unsigned
 * 64-bit milliseconds; one before the grid's start wraps round and still has an order.
 *
 * @param start the first slot's timestamp: the last block of the round before, plus one interval
 * @param blocksEachNode consecutive slots of one producer
 * @param blockIntervalMs length of a slot
 */
public record Slots(long start, long blocksEachNode, long blockIntervalMs) {

  /** The grid that begins after a round's last block of the given timestamp. */
  public static Slots after(long lastBlockTimestamp, RoundRules round) {
    return new Slots(
        lastBlockTimestamp + round.blockIntervalMs(),
        round.blocksEachNode(),
        round.blockIntervalMs());
  }

  /** Which of {@code nodes} producers a timestamp belongs to, 0…nodes-1. */
  public int order(long timestamp, int nodes) {
    Require.positive("nodes", nodes);
    long turn = Math.multiplyExact(blocksEachNode, blockIntervalMs);
    long cycle = Math.multiplyExact(turn, nodes);
    return (int) Long.divideUnsigned(Long.remainderUnsigned(timestamp - start, cycle), turn);
  }

  /**
   * The first multiple of the interval at or after {@code from} that belongs to producer {@code
   * order}; the timestamps the reference's producers use are such multiples (spec/07 §5.1).
   */
  public long next(long from, int order, int nodes) {
    long turn = Math.multiplyExact(blocksEachNode, blockIntervalMs);
    long timestamp = Math.ceilDiv(Math.max(from, start), blockIntervalMs) * blockIntervalMs;
    int turns = Math.floorMod(order - order(timestamp, nodes), nodes);
    if (turns == 0) {
      return timestamp;
    }
    long turnBegin = timestamp - (timestamp - start) % turn + turns * turn;
    return Math.ceilDiv(turnBegin, blockIntervalMs) * blockIntervalMs;
  }
}
