package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.cli.ChainSelection.Selected;
import io.bystack.core.LongRun;
import io.bystack.core.chain.UtxoDigest;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.model.Block;
import io.bystack.core.store.FailPoints;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A node that mines is killed again and again. Every time its unspent outputs are those of a fresh
 * replay of its blocks with their proofs verified, and the next process mines on top of them.
 */
class NodeKillTest {
  @TempDir private Path folder;

  @Test
  void minesOnAfterAHaltAtACommitPoint() throws Exception {
    haltAt(List.of("engine-after-write:1", "engine-before-write:2"));
  }

  @Test
  @Tag("long")
  void minesOnAfterAHaltAtEveryCommitPoint() throws Exception {
    haltAt(
        List.of(
            // Genesis and the pool are written too.
            "store-before-write:6",
            "store-after-write:6",
            "engine-before-connect:2",
            "engine-before-write:2",
            "engine-after-write:2",
            "engine-after-announce:2"));
  }

  /** Reaching the point for the n-th time takes n blocks mined after the restart. */
  private void haltAt(List<String> points) throws Exception {
    Path data = folder.resolve("data");
    long before = 0;
    for (String point : points) {
      try (CommandProcess process = start(data, point)) {
        assertThat(process.awaitEnd())
            .as(point + " is reached: " + process.lines())
            .isEqualTo(FailPoints.EXIT_STATUS);
      }
      long height = check(data, point);
      assertThat(height).as("blocks after " + point).isGreaterThan(before);
      before = height;
    }
  }

  @Test
  void minesOnAfterAKillAtARandomMoment() throws Exception {
    killAtRandom(1);
  }

  @Test
  @Tag("long")
  void minesOnAfterTwentyKillsAtRandomMoments() throws Exception {
    killAtRandom(LongRun.part(20));
  }

  private void killAtRandom(int times) throws Exception {
    Path data = folder.resolve("data");
    Random random = new Random(times);
    long before = 0;
    for (int i = 0; i < times; i++) {
      try (CommandProcess process = start(data, "")) {
        assertThat(process.readUntil(line -> line.startsWith("Running")))
            .as(process.lines().toString())
            .isNotNull();
        assertThat(process.endsWithin(500 + random.nextInt(6000))).as("it runs").isFalse();
        process.kill();
      }
      long height = check(data, "kill " + i);
      assertThat(height).as("nothing is lost").isGreaterThanOrEqualTo(before);
      before = height;
    }
    haltAt(List.of("engine-after-write:1"));
    assertThat(check(data, "end")).isGreaterThan(before);
  }

  private static CommandProcess start(Path data, String point) throws Exception {
    return CommandProcess.start(
        Main.class,
        point,
        List.of(
            "node",
            "--network=solonet",
            "--chains=main",
            "--mine",
            "--api-port=0",
            "--p2p-listen=false",
            "--min-free-space=1MiB",
            "--stop-at-end-of-input",
            "--data-dir=" + data));
  }

  /** Replays what is stored, with real proofs; the height reached. */
  private long check(Path data, String when) throws Exception {
    Selected stored = RecordedChain.selected(data);
    Selected fresh = RecordedChain.selected(folder.resolve("replay"));
    try (ChainOpener opener = new ChainOpener(ProofSource.TENSORITY);
        OpenChain node = opener.open(stored);
        OpenChain replay = opener.openOrMake(opener.protocol(fresh), fresh.folder())) {
      BlockRef best = node.engine().best();
      for (long height = 1; height <= best.height(); height++) {
        Block block =
            node.engine().tree().block(node.engine().tree().mainChainAt(height).orElseThrow());
        replay.call(() -> replay.engine().process(block, "replay"));
      }
      assertThat(replay.engine().best()).as(when).isEqualTo(best);
      assertThat(UtxoDigest.of(node.store())).as(when).isEqualTo(UtxoDigest.of(replay.store()));
      return best.height();
    }
  }
}
