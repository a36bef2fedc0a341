package io.bystack.pow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.chain.BlockOutcome.Place;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.OrphanLimits;
import io.bystack.core.chain.Surroundings;
import io.bystack.core.model.Block;
import io.bystack.core.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blocks whose parent is missing: what no recorded script pins (spec/03 §8.3). */
final class OrphanTest {
  private final Forge forge = new Forge(5);
  private Instant now = Forge.NOW;
  private final InstantSource clock = () -> now;

  @TempDir Path folder;

  private ChainEngine open(Store store, OrphanLimits limits) {
    EngineOptions options = new EngineOptions(1 << 20, 1 << 20, 1 << 20, limits, true);
    return ChainEngine.open(forge.protocol(), store, options, Surroundings.direct(clock));
  }

  private static List<Block> children(Block parent, int count) {
    List<Block> children = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      children.add(Forge.child(parent, List.of(), i, 0));
    }
    return children;
  }

  @Test
  void manyOrphansOfOneParentAreAllStoredInOrderOfArrival() throws Exception {
    try (Store store = forge.store(folder.resolve("s"))) {
      ChainEngine engine = open(store, OrphanLimits.DEFAULT);
      Block parent = Forge.child(forge.genesis(), List.of(), 0, 0);
      List<Block> waiting = children(parent, 5);
      waiting.forEach(b -> assertThat(engine.process(b, "p").isOrphan()).isTrue());
      assertThat(engine.process(parent, "p").place()).isEqualTo(Place.MAIN);
      assertThat(engine.orphanCount()).isZero();
      assertThat(engine.tree().atHeight(2).stream().map(r -> r.hash()).toList())
          .isEqualTo(waiting.stream().map(Block::hash).toList());
      assertThat(engine.best().hash()).isEqualTo(waiting.getFirst().hash());
    }
  }

  @Test
  void theOldestGoesWhenThePoolIsFull() throws Exception {
    try (Store store = forge.store(folder.resolve("s"))) {
      OrphanLimits limits = new OrphanLimits(3, 1 << 20, 10, Duration.ofMinutes(60));
      ChainEngine engine = open(store, limits);
      Block parent = Forge.child(forge.genesis(), List.of(), 0, 0);
      List<Block> waiting = children(parent, 4);
      waiting.forEach(b -> engine.process(b, "p"));
      assertThat(engine.orphanCount()).isEqualTo(3);
      engine.process(parent, "p");
      assertThat(engine.tree().find(waiting.get(0).hash())).isEmpty();
      assertThat(engine.tree().atHeight(2)).hasSize(3);
    }
  }

  @Test
  void oneSourceCannotPushOutTheOrphansOfOthers() throws Exception {
    try (Store store = forge.store(folder.resolve("s"))) {
      OrphanLimits limits = new OrphanLimits(100, 1 << 20, 2, Duration.ofMinutes(60));
      ChainEngine engine = open(store, limits);
      Block parent = Forge.child(forge.genesis(), List.of(), 0, 0);
      List<Block> waiting = children(parent, 6);
      engine.process(waiting.getFirst(), "honest");
      waiting.subList(1, 6).forEach(b -> engine.process(b, "flood"));
      assertThat(engine.orphanCount()).isEqualTo(3);
      engine.process(parent, "p");
      assertThat(engine.best().hash()).isEqualTo(waiting.getFirst().hash());
    }
  }

  @Test
  void orphansAreForgottenWhenTheirTimeIsOver() throws Exception {
    try (Store store = forge.store(folder.resolve("s"))) {
      ChainEngine engine = open(store, OrphanLimits.DEFAULT);
      Block parent = Forge.child(forge.genesis(), List.of(), 0, 0);
      engine.process(children(parent, 1).getFirst(), "p");
      now = now.plus(Duration.ofMinutes(59));
      engine.expireOrphans();
      assertThat(engine.orphanCount()).isEqualTo(1);
      now = now.plus(Duration.ofMinutes(1));
      engine.expireOrphans();
      assertThat(engine.orphanCount()).isZero();
    }
  }
}
