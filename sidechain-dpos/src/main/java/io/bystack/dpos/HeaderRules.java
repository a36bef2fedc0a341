package io.bystack.dpos;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.RuleViolation;

/** Version, height and time of a header (spec/07 §4.2 d 1–4). */
final class HeaderRules {
  private HeaderRules() {}

  /**
   * Checks in the reference's order.
   *
   * @param parentVersion version of the parent's header, for the text only
   * @param nowMillis the local clock
   */
  static void check(
      VaporHeader header, BlockRef parent, long parentVersion, long nowMillis, RoundRules round)
      throws RuleViolation {
    if (header.version() != 1) {
      throw ConsensusError.VERSION_REGRESSION.ofBlock(
          "previous block verson %d, current block version %d"
              .formatted(parentVersion, header.version()));
    }
    if (header.height() != parent.height() + 1) {
      throw ConsensusError.MISORDERED_HEIGHT.ofBlock(
          "previous block height %d, current block height %d"
              .formatted(parent.height(), header.height()));
    }
    long earliest = parent.timestamp() + round.blockIntervalMs();
    if (Long.compareUnsigned(header.timestamp(), earliest) < 0) {
      throw ConsensusError.EARLY_TIMESTAMP.ofBlock();
    }
    if (Long.compareUnsigned(header.timestamp(), nowMillis + round.maxTimeOffsetMs()) > 0) {
      throw ConsensusError.FUTURE_TIMESTAMP.ofBlock();
    }
  }
}
