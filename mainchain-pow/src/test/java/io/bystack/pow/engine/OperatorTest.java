package io.bystack.pow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.BlockImporter;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.ChainSnapshot;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.SnapshotClaim;
import io.bystack.core.chain.Surroundings;
import io.bystack.core.chain.UtxoDigest;
import io.bystack.core.consensus.HeaderOnlyException;
import io.bystack.core.consensus.RuleViolation;
import io.bystack.core.model.Block;
import io.bystack.core.store.FailPoints;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreFailure;
import java.io.DataOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators do with a chain: import, rewind, snapshots. */
final class OperatorTest {
  @TempDir Path folder;
  private final Forge forge = new Forge(60);

  private BlockTreeMaker tree(long seed) {
    BlockTreeMaker tree = new BlockTreeMaker(forge, new Random(seed));
    tree.grow(120, 5);
    return tree;
  }

  private ChainEngine open(Store store) {
    return ChainEngine.open(
        forge.protocol(), store, EngineOptions.DEFAULT, Surroundings.direct(Forge.CLOCK));
  }

  @Test
  void importAheadOfTheTipEndsWhereOneByOneEnds() throws Exception {
    List<Block> chain = tree(3).winningChain();
    UtxoDigest expected;
    try (Store store = forge.store(folder.resolve("one"))) {
      ChainEngine engine = open(store);
      chain.forEach(b -> engine.process(b, "one"));
      expected = UtxoDigest.of(store);
    }
    try (ExecutorService workers = Executors.newFixedThreadPool(2);
        Store store = forge.store(folder.resolve("ahead"))) {
      ChainEngine engine =
          ChainEngine.open(
              forge.protocol(),
              store,
              EngineOptions.DEFAULT,
              new Surroundings(Forge.CLOCK, workers, Runnable::run, FailPoints.NONE));
      List<Long> heights = new ArrayList<>();
      BlockImporter importer = new BlockImporter(engine, new BlockImporter.Window(7, 1 << 20));
      assertThat(importer.run(chain.iterator(), i -> heights.add(i.block().height()))).isEmpty();
      assertThat(engine.best().hash()).isEqualTo(chain.getLast().hash());
      assertThat(heights).hasSize(chain.size()).isSorted();
      assertThat(UtxoDigest.of(store)).isEqualTo(expected);
    }
  }

  @Test
  void importStopsAtTheFirstBadBlockAndNamesIt() throws Exception {
    List<Block> chain = new ArrayList<>(tree(4).winningChain().subList(0, 20));
    Block bad = Forge.child(chain.getLast(), List.of(), 9, 1);
    chain.add(bad);
    chain.add(Forge.child(bad, List.of(), 1, 0));
    try (Store store = forge.store(folder.resolve("s"))) {
      ChainEngine engine = open(store);
      BlockImporter importer = new BlockImporter(engine, BlockImporter.Window.DEFAULT);
      BlockImporter.Imported stop = importer.run(chain.iterator(), i -> {}).orElseThrow();
      assertThat(stop.block().hash()).isEqualTo(bad.hash());
      assertThat(stop.outcome().violation().map(RuleViolation::rule))
          .contains("wrong coinbase transaction");
      assertThat(engine.best().height()).isEqualTo(20);
    }
  }

  @Test
  void rewindGivesTheStateOfTheHeightAndForgetsWhatIsAbove() throws Exception {
    BlockTreeMaker tree = tree(5);
    List<Block> chain = tree.winningChain();
    long height = chain.size() / 2;
    UtxoDigest expected;
    try (Store store = forge.store(folder.resolve("short"))) {
      ChainEngine engine = open(store);
      chain.subList(0, (int) height).forEach(b -> engine.process(b, "short"));
      expected = UtxoDigest.of(store);
    }
    try (Store store = forge.store(folder.resolve("s"))) {
      ChainEngine engine = open(store);
      tree.blocks().forEach(b -> engine.process(b, "all"));
      engine.rewind(height);
      assertThat(engine.best().hash()).isEqualTo(chain.get((int) height - 1).hash());
      assertThat(UtxoDigest.of(store)).isEqualTo(expected);
      assertThat(engine.tree().atHeight(height + 1)).isEmpty();
      tree.blocks().forEach(b -> engine.process(b, "again"));
      assertThat(engine.best().hash()).isEqualTo(tree.winner().hash());
      assertThatThrownBy(() -> engine.rewind(engine.best().height() + 1))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aLoadedSnapshotGoesOnWhereItWasMade() throws Exception {
    List<Block> chain = tree(6).winningChain();
    int half = chain.size() / 2;
    Path file = folder.resolve("snapshot");
    ChainSnapshot made;
    UtxoDigest end;
    try (Store store = forge.store(folder.resolve("s"))) {
      ChainEngine engine = open(store);
      chain.subList(0, half).forEach(b -> engine.process(b, "first"));
      made = ChainSnapshot.create(engine, file, rows -> {});
      assertThat(made.height()).isEqualTo(half);
      chain.subList(half, chain.size()).forEach(b -> engine.process(b, "second"));
      end = UtxoDigest.of(store);
    }
    try (Store store = forge.store(folder.resolve("t"))) {
      Optional<Hash> trusted = Optional.of(made.digest());
      assertThat(
              ChainSnapshot.load(
                  file, forge.protocol(), store, SnapshotClaim.ofOwnFile(trusted), rows -> {}))
          .isEqualTo(made);
      ChainEngine engine = open(store);
      assertThat(engine.best().hash()).isEqualTo(made.block());
      assertThat(engine.tree().block(engine.tree().mainChainAt(0).orElseThrow())).isNotNull();
      assertThatThrownBy(() -> engine.tree().block(engine.tree().mainChainAt(1).orElseThrow()))
          .isInstanceOf(HeaderOnlyException.class)
          .hasMessageContaining("block 1 is not kept, only its header");
      chain.subList(half, chain.size()).forEach(b -> engine.process(b, "second"));
      assertThat(engine.best().hash()).isEqualTo(chain.getLast().hash());
      assertThat(UtxoDigest.of(store)).isEqualTo(end);
      assertThatThrownBy(() -> engine.rewind(half - 1))
          .isInstanceOf(IllegalArgumentException.class);
      // A longer branch from below the snapshot cannot be switched to, and breaks nothing.
      Block side = chain.get(0);
      for (int i = 0; i <= chain.size(); i++) {
        side = Forge.child(side, List.of(), 77, 0);
        engine.process(side, "deep");
      }
      assertThat(engine.best().hash()).isEqualTo(chain.getLast().hash());
    }
  }

  @Test
  void aDamagedOrDistrustedSnapshotIsNoChain() throws Exception {
    Path file = folder.resolve("snapshot");
    try (Store store = forge.store(folder.resolve("s"))) {
      ChainEngine engine = open(store);
      tree(6).winningChain().forEach(b -> engine.process(b, "first"));
      ChainSnapshot.create(engine, file, rows -> {});
    }
    byte[] bytes = Files.readAllBytes(file);
    Path cut = folder.resolve("cut");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    expectRefusal(cut, Optional.empty(), "a");
    expectRefusal(file, Optional.of(Hash.ZERO), "b");
  }

  @Test
  void aSnapshotIsReadNoFurtherThanItMayUnpackTo() throws Exception {
    Path file = folder.resolve("snapshot");
    try (Store store = forge.store(folder.resolve("s"))) {
      ChainEngine engine = open(store);
      tree(6).winningChain().forEach(b -> engine.process(b, "first"));
      ChainSnapshot.create(engine, file, rows -> {});
    }
    long unpacked = ChainSnapshot.unpackedBytes(file);
    try (Store store = forge.store(folder.resolve("a"))) {
      SnapshotClaim claim = new SnapshotClaim(Optional.empty(), unpacked - 1);
      assertThatThrownBy(() -> ChainSnapshot.load(file, forge.protocol(), store, claim, rows -> {}))
          .isInstanceOfSatisfying(
              StoreException.class,
              e -> assertThat(e.reason()).isEqualTo(StoreException.Reason.DAMAGED))
          .hasMessageContaining("unpacks to more than the " + (unpacked - 1) + " bytes");
    }
    try (Store store = forge.store(folder.resolve("b"))) {
      SnapshotClaim claim = new SnapshotClaim(Optional.empty(), unpacked);
      assertThat(ChainSnapshot.load(file, forge.protocol(), store, claim, rows -> {}).height())
          .isPositive();
    }
  }

  @Test
  void aRowThatGrowsWithoutEndIsNotGathered() throws Exception {
    Path bomb = folder.resolve("bomb");
    try (DataOutputStream out =
        new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(bomb)))) {
      out.writeUTF("bystack-snapshot 2");
      out.writeUTF(forge.protocol().parameters().chain());
      out.writeUTF(forge.protocol().parameters().network());
      out.writeByte(1);
      out.writeInt(0);
      out.writeInt(Integer.MAX_VALUE);
    }
    expectRefusal(bomb, Optional.empty(), "a");
  }

  private void expectRefusal(Path file, Optional<Hash> trusted, String name) throws Exception {
    try (Store store = forge.store(folder.resolve(name))) {
      assertThatThrownBy(() ->
              ChainSnapshot.load(
                  file, forge.protocol(), store, SnapshotClaim.ofOwnFile(trusted), rows -> {}))
          .isInstanceOf(StoreException.class);
      assertThatThrownBy(() -> open(store))
          .isInstanceOf(StoreFailure.class)
          .hasMessageContaining("interrupted");
    }
  }
}
