package io.bystack.pow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.chain.BlockIntake;
import io.bystack.core.chain.BlockOutcome;
import io.bystack.core.chain.BlockOutcome.Place;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.Surroundings;
import io.bystack.core.consensus.RuleViolation.Verdict;
import io.bystack.core.model.Block;
import io.bystack.core.store.Store;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many blocks wait for an engine that is slow. */
final class BlockIntakeTest {
  @TempDir Path folder;
  private final Forge forge = new Forge(60);
  private final Queue<Runnable> engineThread = new ArrayDeque<>();
  private final List<BlockOutcome> outcomes = new ArrayList<>();

  private List<Block> chain() {
    BlockTreeMaker tree = new BlockTreeMaker(forge, new Random(11));
    tree.grow(40, 2);
    return tree.winningChain();
  }

  private void runEngine() {
    while (!engineThread.isEmpty()) {
      engineThread.remove().run();
    }
  }

  private void expectBusy(List<BlockOutcome> refused) {
    assertThat(refused)
        .allSatisfy(outcome -> {
          assertThat(outcome.place()).isEqualTo(Place.REJECTED);
          assertThat(outcome.violation().orElseThrow().verdict()).isEqualTo(Verdict.TEMPORARY);
        });
  }

  @Test
  void blocksBeyondANumberAreRefusedForNow() throws Exception {
    List<Block> chain = chain();
    try (Store store = forge.store(folder.resolve("s"))) {
      ChainEngine engine = open(store);
      BlockIntake intake =
          new BlockIntake(engine, engineThread::add, new BlockIntake.Limits(3, 1 << 20));
      chain.subList(0, 5).forEach(block -> intake.submit(block, outcomes::add));
      assertThat(outcomes).hasSize(2);
      expectBusy(outcomes);
      runEngine();
      assertThat(engine.best().height()).isEqualTo(3);
      assertThat(intake.bytesWaiting()).isZero();
      chain.subList(3, 5).forEach(block -> intake.submit(block, outcomes::add));
      runEngine();
      assertThat(engine.best().height()).isEqualTo(5);
      assertThat(outcomes).hasSize(7);
    }
  }

  @Test
  void blocksBeyondANumberOfBytesAreRefusedForNow() throws Exception {
    List<Block> chain = chain();
    long bytes = chain.subList(0, 4).stream().mapToLong(block -> block.raw().length()).sum();
    try (Store store = forge.store(folder.resolve("s"))) {
      ChainEngine engine = open(store);
      BlockIntake intake =
          new BlockIntake(engine, engineThread::add, new BlockIntake.Limits(100, bytes));
      chain.subList(0, 5).forEach(block -> intake.submit(block, outcomes::add));
      assertThat(outcomes).hasSize(1);
      expectBusy(outcomes);
      assertThat(intake.bytesWaiting()).isEqualTo(bytes);
      runEngine();
      assertThat(engine.best().height()).isEqualTo(4);
      assertThat(intake.bytesWaiting()).isZero();
    }
  }

  private ChainEngine open(Store store) {
    return ChainEngine.open(
        forge.protocol(), store, EngineOptions.DEFAULT, Surroundings.direct(Forge.CLOCK));
  }
}
