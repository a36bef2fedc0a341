package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.LongRun;
import io.bystack.core.chain.UtxoDigest;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.store.FailPoints;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes that import a chain are killed. What they had acknowledged must be there, the
 * unspent outputs must be those of a fresh replay to the same height, and the next process goes on
 * from there.
 */
class ImportKillTest {
  /** Those a chain without forks passes; the reorganisations' have a test of their own. */
  private static final List<String> POINTS =
      List.of(
          "store-before-write:30",
          "store-after-write:31",
          "engine-before-connect:32",
          "engine-before-write:33",
          "engine-after-write:34",
          "engine-after-announce:35");

  @TempDir private Path folder;

  @Test
  void survivesAHaltAtEveryCommitPoint() throws Exception {
    RecordedChain chain = RecordedChain.first500();
    List<UtxoDigest> digests = chain.digests(folder.resolve("replay"));
    Path data = folder.resolve("data");
    for (String point : POINTS) {
      try (CommandProcess process = start(chain, data, point)) {
        assertThat(process.awaitEnd())
            .as(point + " is reached: " + process.lines())
            .isEqualTo(FailPoints.EXIT_STATUS);
        check(chain, data, digests, acknowledged(process), point);
      }
    }
    finish(chain, data, digests);
  }

  @Test
  void survivesKillsAtRandomMoments() throws Exception {
    killAtRandom(6);
  }

  @Test
  @Tag("long")
  void survivesAHundredKillsAtRandomMoments() throws Exception {
    killAtRandom(LongRun.part(100));
  }

  private void killAtRandom(int times) throws Exception {
    RecordedChain chain = RecordedChain.first500();
    List<UtxoDigest> digests = chain.digests(folder.resolve("replay"));
    Random random = new Random(times);
    int round = 0;
    for (int i = 0; i < times; i++) {
      Path data = folder.resolve("data" + round);
      int blocks = 1 + random.nextInt(120);
      try (CommandProcess process = start(chain, data, "")) {
        for (int seen = 0; seen < blocks; seen++) {
          if (process.readUntil(line -> line.startsWith("imported ")) == null) {
            break;
          }
        }
        process.kill();
        long height =
            check(chain, data, digests, acknowledged(process), "kill " + i + " of " + times);
        if (height > chain.rows().size() - 150) {
          finish(chain, data, digests);
          round++;
        }
      }
    }
    finish(chain, folder.resolve("data" + round), digests);
  }

  @Test
  void survivesKillsWhileProofsAreReallyComputed() throws Exception {
    RecordedChain chain = RecordedChain.first500();
    List<UtxoDigest> digests = chain.digests(folder.resolve("replay"));
    List<String> first = new ArrayList<>();
    chain.rows().subList(0, 24).forEach(row -> first.add(row.get("raw").asText()));
    Path file = Files.write(folder.resolve("blocks.txt"), first);
    Path data = folder.resolve("data");
    for (String until : List.of("imported 4 ", "imported 13 ")) {
      try (CommandProcess process = startReal(file, data)) {
        assertThat(process.readUntil(line -> line.startsWith(until)))
            .as(until + "in " + process.lines())
            .isNotNull();
        process.kill();
        check(chain, data, digests, acknowledged(process), until);
      }
    }
    try (CommandProcess process = startReal(file, data)) {
      assertThat(process.awaitEnd()).as(process.lines().toString()).isZero();
      assertThat(check(chain, data, digests, acknowledged(process), "end")).isEqualTo(24);
    }
  }

  private static CommandProcess start(RecordedChain chain, Path data, String point)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of(chain.file().toString()));
    arguments.addAll(arguments(chain.file(), data));
    return CommandProcess.start(RecordedProofMain.class, point, arguments);
  }

  private static CommandProcess startReal(Path file, Path data) throws Exception {
    return CommandProcess.start(Main.class, "", arguments(file, data));
  }

  private static List<String> arguments(Path file, Path data) {
    return List.of(
        "chain",
        "import",
        file.toString(),
        "--network",
        "solonet",
        "--data-dir",
        data.toString(),
        "--verbose");
  }

  /** The hash of the last block a process said it has. */
  private static String acknowledged(CommandProcess process) {
    String last = "";
    for (String line : process.lines()) {
      if (line.startsWith("imported ")) {
        last = line.split(" ", -1)[2];
      }
    }
    return last;
  }

  private static long check(
      RecordedChain chain, Path data, List<UtxoDigest> digests, String acknowledged, String when)
      throws Exception {
    try (ChainOpener opener = new ChainOpener(new RecordedProofs(chain.file()));
        OpenChain open = opener.open(RecordedChain.selected(data))) {
      BlockRef best = open.engine().best();
      if (!acknowledged.isEmpty()) {
        long height =
            chain.rows().stream()
                .filter(row -> row.get("hash").asText().equals(acknowledged))
                .findFirst()
                .orElseThrow()
                .get("height")
                .asLong();
        assertThat(best.height()).as("acknowledged at " + when).isGreaterThanOrEqualTo(height);
      }
      if (best.height() > 0) {
        assertThat(best.hash().toHex()).as(when).isEqualTo(chain.hash(best.height()));
      }
      assertThat(UtxoDigest.of(open.store()))
          .as("unspent outputs at height %d, %s", best.height(), when)
          .isEqualTo(digests.get((int) best.height()));
      return best.height();
    }
  }

  private static void finish(RecordedChain chain, Path data, List<UtxoDigest> digests)
      throws Exception {
    try (CommandProcess process = start(chain, data, "")) {
      assertThat(process.awaitEnd()).as(process.lines().toString()).isZero();
      assertThat(check(chain, data, digests, acknowledged(process), "end"))
          .isEqualTo(chain.rows().size());
    }
  }
}
