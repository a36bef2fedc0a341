package io.bystack.core.consensus;

import io.bystack.core.bytes.Hash;
import java.math.BigInteger;

/**
 * A block's place in the tree of stored blocks: what fork choice and most rules need, without its
 * header or body.
 *
 * @param timestamp in the chain's unit
 * @param weight sum of {@link ForkChoice#weight} over the block and all its ancestors
 * @param order counts stored blocks: of two blocks the one stored first has the smaller order
 */
public record BlockRef(
    Hash hash, long height, Hash previous, long timestamp, BigInteger weight, long order) {

  @Override
  public boolean equals(Object other) {
    return other instanceof BlockRef b && hash.equals(b.hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return height + ":" + hash;
  }
}
