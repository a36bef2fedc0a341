package io.bystack.pow.consensus;

import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Median time past: what a block's timestamp must exceed (spec/03 §4.5). */
public final class MedianTime {
  /** Greatest number of blocks looked at. */
  public static final int WINDOW = 11;

  private MedianTime() {}

  /** The median over a block and its nearest ancestors, seconds. */
  public static long at(BlockRef tip, BlockTree tree) {
    List<Long> times = new ArrayList<>(WINDOW);
    Optional<BlockRef> block = Optional.of(tip);
    while (block.isPresent() && times.size() < WINDOW) {
      times.add(block.get().timestamp());
      block = tree.parent(block.get());
    }
    return of(times);
  }

  /** The median of at least one timestamp; of an even number the upper of the two in the middle. */
  public static long of(List<Long> times) {
    List<Long> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
