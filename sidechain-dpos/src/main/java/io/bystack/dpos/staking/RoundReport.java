package io.bystack.dpos.staking;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.BlockTree;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.dpos.ConsensusNodes;
import io.bystack.dpos.ConsensusView;
import io.bystack.dpos.HeaderWitness;
import io.bystack.dpos.Slots;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the producers of one round have done, so far if it is running, for {@code producer report}
 * and the table of nodes.
 *
 * @param seq number of the round
 * @param rows one per producer in their order
 */
public record RoundReport(long seq, List<Row> rows) {

  /**
   * One producer.
   *
   * @param made blocks in its own slots
   * @param missed its slots in gaps between blocks
   * @param unsigned blocks of the round without its signature
   * @param earned subsidies and fees of the blocks it made, neu; paid when the round is over
   */
  public record Row(Bytes xpub, long made, long missed, long unsigned, long earned) {}

  public RoundReport {
    rows = List.copyOf(rows);
  }

  /**
   * The running round of a chain, the newest block left out: its signatures are still coming.
   *
   * @throws RuleViolation if the producers cannot be computed
   */
  public static RoundReport running(ConsensusView view, BlockTree tree) throws RuleViolation {
    BlockRef best = view.best();
    return upTo(best.height() == 0 ? best : tree.parent(best).orElseThrow(), view, tree);
  }

  /**
   * The round that ends at a height of the main chain.
   *
   * @param end a multiple of the round's length, not above the best block
   * @throws RuleViolation if the producers cannot be computed
   */
  public static RoundReport ending(long end, ConsensusView view, BlockTree tree)
      throws RuleViolation {
    BlockRef last = tree.mainChainAt(end).orElseThrow();
    long blocks = view.parameters().round().roundVoteBlocks();
    return between(tree.ancestor(last, end - blocks), last, view, tree);
  }

  private static RoundReport upTo(BlockRef last, ConsensusView view, BlockTree tree)
      throws RuleViolation {
    long first = view.parameters().round().boundary(last.height()) + 1;
    return between(tree.ancestor(last, first - 1), last, view, tree);
  }

  private static RoundReport between(
      BlockRef boundary, BlockRef last, ConsensusView view, BlockTree tree) throws RuleViolation {
    ConsensusNodes nodes = view.nodesAfter(boundary);
    Slots slots = view.slotsAfter(boundary);
    Tally tally = new Tally(nodes.size());
    BlockRef previous = boundary;
    for (long height = boundary.height() + 1; height <= last.height(); height++) {
      BlockRef block = tree.ancestor(last, height);
      tally.add(previous, block, slots, new HeaderWitness(view.witness(block)));
      tally.earned(block, slots, view.earned(block));
      previous = block;
    }
    return new RoundReport(view.parameters().round().seq(boundary.height() + 1), tally.rows(nodes));
  }

  private static final class Tally {
    private final long[] made;
    private final long[] missed;
    private final long[] unsigned;
    private final long[] earned;

    Tally(int nodes) {
      made = new long[nodes];
      missed = new long[nodes];
      unsigned = new long[nodes];
      earned = new long[nodes];
    }

    void earned(BlockRef block, Slots slots, long amount) {
      int order = slots.order(block.timestamp(), earned.length);
      earned[order] = Math.addExact(earned[order], amount);
    }

    void add(BlockRef previous, BlockRef block, Slots slots, HeaderWitness witness) {
      int nodes = made.length;
      made[slots.order(block.timestamp(), nodes)]++;
      for (int i = 0; i < nodes; i++) {
        unsigned[i] += witness.has(i) ? 0 : 1;
      }
      if (previous.height() == 0) {
        // A network begins when its first nodes start, not at the time of its genesis block.
        return;
      }
      long interval = slots.blockIntervalMs();
      long cycle = interval * slots.blocksEachNode() * nodes;
      long gap = block.timestamp() - previous.timestamp();
      // Of a long standstill every producer has missed the same: whole cycles at once.
      long cycles = Math.max(0, gap / cycle - 1);
      Arrays.setAll(missed, i -> missed[i] + cycles * slots.blocksEachNode());
      long at = previous.timestamp() + cycles * cycle + interval;
      for (; at + interval <= block.timestamp(); at += interval) {
        missed[slots.order(at, nodes)]++;
      }
    }

    List<Row> rows(ConsensusNodes nodes) {
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < made.length; i++) {
        rows.add(new Row(nodes.get(i).xpub(), made[i], missed[i], unsigned[i], earned[i]));
      }
      return rows;
    }
  }
}
