package io.bystack.pow.engine;

import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolOptions;
import io.bystack.core.chain.Surroundings;
import io.bystack.core.model.Block;
import io.bystack.core.store.FailPoints;
import io.bystack.core.store.Store;
import java.nio.file.Path;
import java.util.Random;

/**
 * A process that takes in a random tree of blocks and says after each what it has: made to be
 * killed. Arguments: folder of the store, seed of the tree.
 */
final class KillTarget {
  static final int BLOCKS = 400;
  static final int DEPTH = 6;

  private KillTarget() {}

  static BlockTreeMaker tree(Forge forge, long seed) {
    BlockTreeMaker tree = new BlockTreeMaker(forge, new Random(seed));
    tree.grow(BLOCKS, DEPTH);
    return tree;
  }

  public static void main(String[] args) throws Exception {
    Forge forge = new Forge(100);
    BlockTreeMaker tree = tree(forge, Long.parseLong(args[1]));
    FailPoints points = FailPoints.fromSystemProperty();
    try (Store store = forge.store(Path.of(args[0]), points)) {
      ChainEngine engine =
          ChainEngine.open(
              forge.protocol(),
              store,
              EngineOptions.DEFAULT,
              new Surroundings(Forge.CLOCK, Runnable::run, Runnable::run, points));
      Mempool.follow(engine, PoolOptions.of(forge.protocol().poolPolicy().limits()));
      for (Block block : tree.blocks()) {
        BlockOutcome outcome = engine.process(block, "kill");
        boolean stored =
            switch (outcome.place()) {
              case MAIN, SIDE, KNOWN -> true;
              // An orphan waits in memory only: it is not acknowledged.
              case ORPHAN, REJECTED -> false;
            };
        // One line, flushed: from here on the block is acknowledged.
        System.out.println((stored ? "stored " : "not stored ") + block.hash());
        System.out.flush();
      }
    }
    System.out.println("done");
  }
}
