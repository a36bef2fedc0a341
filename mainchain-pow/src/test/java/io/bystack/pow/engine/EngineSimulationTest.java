package io.bystack.pow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.LongRun;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.Mempool;
import io.bystack.core.chain.PoolEntry;
import io.bystack.core.chain.PoolOptions;
import io.bystack.core.chain.Surroundings;
import io.bystack.core.chain.UtxoDigest;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import io.bystack.core.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several engines get the same tree of blocks in different orders, with duplicates, orphans,
 * invalid blocks and restarts: all must end where a fresh replay of the winning chain ends.
 */
final class EngineSimulationTest {
  private static final int ENGINES = 5;
  private static final int BLOCKS = 80;
  private static final int FORK_DEPTH = 50;

  @TempDir Path folder;

  @Test
  void enginesAgreeWhateverTheOrder() throws Exception {
    run(1, 30);
  }

  @Test
  @Tag("long")
  void enginesAgreeWhateverTheOrderOverManySeeds() throws Exception {
    run(1000, LongRun.part(1000));
  }

  private void run(long firstSeed, int seeds) throws Exception {
    for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
      try {
        simulate(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + " fails", e);
      }
    }
  }

  private void simulate(long seed) throws Exception {
    Random random = new Random(seed);
    Forge forge = new Forge(40);
    BlockTreeMaker tree = new BlockTreeMaker(forge, random);
    tree.grow(BLOCKS, FORK_DEPTH);
    UtxoDigest expected = replay(forge, tree, folder.resolve(seed + "-replay"));
    for (int engine = 0; engine < ENGINES; engine++) {
      // One engine behaves as the reference does: it must end at the same place.
      EngineOptions options = engine == 0 ? EngineOptions.REFERENCE : EngineOptions.DEFAULT;
      Path store = folder.resolve(seed + "-" + engine);
      try (Peer peer = new Peer(forge, store, options)) {
        deliver(peer, tree, new Random(seed * 31 + engine));
        assertThat(peer.engine.best().hash()).isEqualTo(tree.winner().hash());
        assertThat(peer.digest()).isEqualTo(expected);
        peer.checkPool(tree);
      }
    }
  }

  private static UtxoDigest replay(Forge forge, BlockTreeMaker tree, Path folder) throws Exception {
    try (Peer peer = new Peer(forge, folder, EngineOptions.DEFAULT)) {
      for (Block block : tree.winningChain()) {
        assertThat(peer.engine.process(block, "replay").violation()).isEmpty();
      }
      return peer.digest();
    }
  }

  private static void deliver(Peer peer, BlockTreeMaker tree, Random random) throws Exception {
    List<Block> blocks = new ArrayList<>(tree.blocks());
    // Partly in order, as networks are: blocks travel some way from their place.
    int reach = 1 + random.nextInt(blocks.size());
    for (int i = 0; i < blocks.size(); i++) {
      Collections.swap(blocks, i, Math.min(blocks.size() - 1, i + random.nextInt(reach)));
    }
    for (Block block : blocks) {
      peer.take(block, "peer" + random.nextInt(3));
      if (random.nextInt(8) == 0) {
        peer.take(blocks.get(random.nextInt(blocks.size())), "echo");
      }
      if (random.nextInt(60) == 0) {
        peer.restart();
      }
    }
    // What was lost in a restart or dropped by a limit is asked for again.
    for (Block block : tree.blocks()) {
      peer.take(block, "again");
    }
  }

  /** An engine with its store and pool. */
  private static final class Peer implements AutoCloseable {
    private final Forge forge;
    private final Path folder;
    private final EngineOptions options;
    private final Set<Hash> everConnected = new HashSet<>();
    private Store store;
    private ChainEngine engine;
    private Mempool pool;

    Peer(Forge forge, Path folder, EngineOptions options) throws Exception {
      this.forge = forge;
      this.folder = folder;
      this.options = options;
      open();
    }

    private void open() throws Exception {
      store = forge.store(folder);
      engine = ChainEngine.open(forge.protocol(), store, options, Surroundings.direct(Forge.CLOCK));
      pool = Mempool.follow(engine, PoolOptions.of(forge.protocol().poolPolicy().limits()));
      // A restart empties the pool here: only what is detached later must be in it.
      everConnected.clear();
      engine.addListener(
          change -> change.disconnected().forEach(ref -> everConnected.add(ref.hash())));
    }

    void restart() throws Exception {
      store.close();
      open();
    }

    void take(Block block, String source) {
      engine.process(block, source);
    }

    UtxoDigest digest() {
      return UtxoDigest.of(store);
    }

    /** What left the main chain is on it again, waits, or cannot be valid any more. */
    void checkPool(BlockTreeMaker tree) {
      Set<Hash> confirmed = new HashSet<>();
      for (BlockRef at = engine.best(); at.height() > 0; at = parent(at)) {
        engine.tree().block(at).transactions().forEach(t -> confirmed.add(t.id()));
      }
      for (PoolEntry entry : pool.entries()) {
        assertThat(confirmed).doesNotContain(entry.id());
        for (Hash output : entry.transaction().spentOutputIds()) {
          assertThat(isSpendable(output)).as("input of a waiting transaction").isTrue();
        }
      }
      for (Block block : tree.blocks()) {
        if (!everConnected.contains(block.hash())) {
          continue;
        }
        for (Transaction transaction :
            block.transactions().subList(1, block.transactions().size())) {
          boolean kept =
              confirmed.contains(transaction.id()) || pool.get(transaction.id()).isPresent();
          boolean possible =
              transaction.spentOutputIds().stream().allMatch(this::isSpendable)
                  && transaction.spentOutputIds().stream().noneMatch(pool::spends);
          assertThat(kept || !possible).as("detached transaction is kept").isTrue();
        }
      }
    }

    private BlockRef parent(BlockRef ref) {
      return engine.tree().parent(ref).orElseThrow();
    }

    private boolean isSpendable(Hash output) {
      return engine.utxo(output).filter(e -> !e.spent()).isPresent()
          || pool.entries().stream().anyMatch(e -> e.transaction().resultIds().contains(output));
    }

    @Override
    public void close() {
      store.close();
    }
  }
}
