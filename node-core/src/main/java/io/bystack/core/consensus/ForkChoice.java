package io.bystack.core.consensus;

import io.bystack.core.model.BlockHeader;
import java.math.BigInteger;

/** Which of two tips is better. */
public interface ForkChoice {
  /** What one header adds to its branch's weight; never negative. */
  BigInteger weight(BlockHeader header);

  /**
   * Whether the chain is to switch to a candidate that is not a child of the tip. A child of the
   * tip always extends it; at equality the first seen stays.
   */
  boolean better(BlockRef candidate, BlockRef best);
}
