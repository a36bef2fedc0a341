package io.bystack.pow.consensus;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.pow.ClassicHeader;
import java.math.BigInteger;

/**
 * Which bits the block after a given one must carry (spec/03 §4.4). Neither the time span nor the
 * result is clamped: a span of zero or less makes a target no hash can meet, and that is the rule.
 */
public final class Difficulty {
  /** Blocks between two changes. */
  public static final long RETARGET_INTERVAL = 2016;

  /** Seconds that many blocks should take. */
  public static final long RETARGET_SECONDS = RETARGET_INTERVAL * 150;

  private static final BigInteger SPAN = BigInteger.valueOf(RETARGET_SECONDS);

  private Difficulty() {}

  /** Whether the block after one of this height gets new bits. */
  public static boolean changesAfter(long height) {
    return height != 0 && height % RETARGET_INTERVAL == 0;
  }

  /** The bits of the block after {@code parent}, along the parent's own branch. */
  public static long bitsAfter(BlockRef parent, BlockTree tree) {
    long bits = ((ClassicHeader) tree.header(parent)).bits();
    if (!changesAfter(parent.height())) {
      return bits;
    }
    BlockRef first = tree.ancestor(parent, parent.height() - RETARGET_INTERVAL);
    return retarget(bits, first.timestamp(), parent.timestamp());
  }

  /**
   * New bits from old ones and the timestamps, in seconds, of the first and the last block of an
   * interval. The difference wraps at 64 bits and is read as signed.
   */
  public static long retarget(long bits, long firstTime, long lastTime) {
    BigInteger scaled =
        CompactTarget.toTarget(bits).multiply(BigInteger.valueOf(lastTime - firstTime));
    return CompactTarget.fromTarget(floorDivide(scaled, SPAN));
  }

  private static BigInteger floorDivide(BigInteger number, BigInteger positive) {
    BigInteger[] parts = number.divideAndRemainder(positive);
    return parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
  }
}
