package io.bystack.pow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.LongRun;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.EngineOptions;
import io.bystack.core.chain.Surroundings;
import io.bystack.core.chain.UtxoDigest;
import io.bystack.core.model.Block;
import io.bystack.core.store.FailPoints;
import io.bystack.core.store.Store;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real processes are killed while they take in blocks. What they had acknowledged must be there,
 * the unspent outputs must be those of a fresh replay up to the tip, and the rest of the blocks
 * must lead to the same end.
 */
final class KillTest {
  private static final String EXE =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "store-before-write:40",
        "store-after-write:41",
        "engine-before-connect:33",
        "engine-before-write:35",
        "engine-after-write:37",
        "engine-after-announce:50",
        "engine-before-reorganise:3",
        "engine-after-reorganise:4"
      })
  void survivesAHaltAtEveryCommitPoint(String point) throws Exception {
    Forge forge = new Forge(100);
    Process process = start(folder.resolve("s"), 7, point);
    List<String> lines = readAll(process);
    assertThat(process.waitFor()).as("the point is reached").isEqualTo(FailPoints.EXIT_STATUS);
    checkAndGoOn(forge, folder.resolve("s"), 7, lines);
  }

  @Test
  void survivesKillsAtRandomMoments() throws Exception {
    killAtRandom(2);
  }

  @Test
  @Tag("long")
  void survivesAHundredKillsAtRandomMoments() throws Exception {
    killAtRandom(LongRun.part(100));
  }

  private void killAtRandom(int times) throws Exception {
    Random random = new Random(times);
    for (int i = 0; i < times; i++) {
      long seed = 1000L + i;
      Path store = folder.resolve("s" + i);
      Forge forge = new Forge(100);
      List<String> lines = killAfter(start(store, seed, ""), 1 + random.nextInt(380));
      checkAndGoOn(forge, store, seed, lines);
    }
  }

  private static Process start(Path store, long seed, String point) throws Exception {
    return new ProcessBuilder(
            EXE,
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules",
            "jdk.incubator.vector",
            "-Xmx256m",
            "-D" + FailPoints.PROPERTY + "=" + point,
            "-cp",
            System.getProperty("java.class.path"),
            KillTarget.class.getName(),
            store.toString(),
            Long.toString(seed))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static List<String> readAll(Process process) throws Exception {
    try (BufferedReader reader = reader(process)) {
      return reader.lines().toList();
    }
  }

  /** SIGKILL once so many blocks are acknowledged; what was said until then. */
  private static List<String> killAfter(Process process, int acknowledged) throws Exception {
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = reader(process)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (lines.size() == acknowledged) {
          // Through the handle: what it has said already must stay readable.
          process.toHandle().destroyForcibly();
        }
      }
    }
    process.waitFor();
    return lines;
  }

  private void checkAndGoOn(Forge forge, Path store, long seed, List<String> lines)
      throws Exception {
    BlockTreeMaker tree = KillTarget.tree(forge, seed);
    try (Store opened = forge.store(store)) {
      ChainEngine engine = open(forge, opened);
      for (String line : lines) {
        if (line.startsWith("stored ")) {
          Hash hash = Hash.fromHex(line.substring("stored ".length()));
          assertThat(engine.tree().find(hash)).as("acknowledged block").isPresent();
        }
      }
      List<Block> chain =
          engine.best().height() == 0 ? List.of() : tree.chainTo(engine.best().hash());
      assertThat(UtxoDigest.of(opened)).isEqualTo(replay(forge, store, "tip", chain));
      tree.blocks().forEach(b -> engine.process(b, "again"));
      assertThat(engine.best().hash()).isEqualTo(tree.winner().hash());
      assertThat(UtxoDigest.of(opened)).isEqualTo(replay(forge, store, "end", tree.winningChain()));
    }
  }

  private static ChainEngine open(Forge forge, Store store) {
    return ChainEngine.open(
        forge.protocol(), store, EngineOptions.DEFAULT, Surroundings.direct(Forge.CLOCK));
  }

  private static UtxoDigest replay(Forge forge, Path store, String name, List<Block> chain)
      throws Exception {
    try (Store fresh = forge.store(store.resolveSibling(store.getFileName() + "-" + name))) {
      ChainEngine engine = open(forge, fresh);
      chain.forEach(b -> engine.process(b, "replay"));
      return UtxoDigest.of(fresh);
    }
  }
}
