package io.bystack.dpos;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.ForkChoice;
import io.bystack.core.model.BlockHeader;
import java.math.BigInteger;

/** The main chain is the highest one, of equals the first seen (spec/07 §4.5). */
final class HighestChain implements ForkChoice {
  @Override
  public BigInteger weight(BlockHeader header) {
    return BigInteger.ONE;
  }

  @Override
  public boolean better(BlockRef candidate, BlockRef best) {
    return candidate.height() > best.height();
  }
}
