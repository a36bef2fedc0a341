package io.bystack.pow.consensus;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.ForkChoice;
import io.bystack.core.model.BlockHeader;
import io.bystack.pow.ClassicHeader;
import java.math.BigInteger;

/**
 * The better tip is the higher one, provided that no less work is in its branch (spec/03 §8.2).
 * More work alone does not win, nor more height alone.
 */
final class PowForkChoice implements ForkChoice {
  @Override
  public BigInteger weight(BlockHeader header) {
    return CompactTarget.work(((ClassicHeader) header).bits());
  }

  @Override
  public boolean better(BlockRef candidate, BlockRef best) {
    return candidate.height() > best.height() && candidate.weight().compareTo(best.weight()) >= 0;
  }
}
