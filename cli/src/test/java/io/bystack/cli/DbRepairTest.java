package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chain whose files are damaged: refused with one clear line, and cut back by db repair. */
class DbRepairTest {
  private static final int BLOCKS = 60;

  @TempDir private Path folder;

  private RecordedChain recorded;
  private ProofSource proofs;
  private Path data;

  @BeforeEach
  void importBlocks() throws Exception {
    recorded = RecordedChain.first500();
    proofs = new RecordedProofs(recorded.file());
    data = folder.resolve("data");
    List<String> lines =
        recorded.rows().subList(0, BLOCKS).stream().map(row -> row.get("raw").asText()).toList();
    Path file = Files.write(folder.resolve("blocks.txt"), lines);
    assertThat(run("chain", "import", file.toString()).status()).isZero();
  }

  private Invocation run(String... arguments) {
    return Invocation.with(proofs, complete(arguments));
  }

  private String[] complete(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--network", "solonet", "--data-dir", data.toString(), "-o", "json"));
    return all.toArray(String[]::new);
  }

  private static JsonNode json(Invocation run) throws Exception {
    assertThat(run.status()).as(run.err()).isZero();
    return JsonMapper.builder().build().readTree(run.out());
  }

  private List<Path> files(String pattern) throws IOException {
    try (Stream<Path> all = Files.list(data.resolve("main").resolve("db"))) {
      return all.filter(f -> f.getFileName().toString().matches(pattern)).sorted().toList();
    }
  }

  private void damageLog() throws IOException {
    Path log = files("\\d+\\.log").getLast();
    byte[] bytes = Files.readAllBytes(log);
    bytes[bytes.length / 2] ^= 1;
    Files.write(log, bytes);
  }

  private void refuses(String reason) {
    Invocation refused = run("chain", "tip");
    assertThat(refused.status()).isEqualTo(7);
    assertThat(refused.err().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains(reason))
        .anyMatch(line -> line.contains("bystack db repair"));
  }

  @Test
  void cutsADamagedLogBackAndTheChainGoesOnFromThere() throws Exception {
    damageLog();
    refuses(".log is damaged at byte ");
    Invocation asked = Invocation.withInput("no\n", complete("db", "repair"));
    assertThat(asked.status()).isEqualTo(2);
    assertThat(asked.err()).contains("would be cut off", "nothing was changed");
    refuses(".log is damaged at byte ");

    JsonNode repaired = json(run("db", "repair", "--yes"));
    long height = repaired.path("height").asLong();
    assertThat(height).isBetween(1L, BLOCKS - 1L);
    assertThat(repaired.path("best_block_hash").asText()).isEqualTo(recorded.hash(height));
    assertThat(repaired.path("lost_changes").asLong()).isPositive();
    assertThat(repaired.path("lost_log_bytes").asLong()).isPositive();
    assertThat(Path.of(repaired.path("kept_aside").asText())).isNotEmptyDirectory();

    assertThat(json(run("chain", "verify")).path("checked").asLong()).isEqualTo(height);
    JsonNode again = json(run("chain", "import", recorded.file().toString()));
    assertThat(again.path("known_before").asLong()).isEqualTo(height);
    assertThat(again.path("height").asLong()).isEqualTo(500);
  }

  @Test
  void leavesAWholeChainAlone() throws Exception {
    JsonNode repaired = json(run("db", "repair"));
    assertThat(repaired.path("damage").asText()).startsWith("none in the logs");
    assertThat(repaired.path("height").asLong()).isEqualTo(BLOCKS);
  }

  @Test
  void saysSoWhenNothingCanBeSaved() throws Exception {
    Files.delete(data.resolve("main").resolve("db").resolve("CURRENT"));
    refuses("the list of its files is missing");
    Invocation run = run("db", "repair", "--yes");
    assertThat(run.status()).isEqualTo(7);
    assertThat(run.err()).contains("cannot be repaired", "Restore a backup");
  }

  @Test
  void aMissingDataFileIsRefused() throws Exception {
    // Opening puts what is in the log into files.
    json(run("chain", "tip"));
    Files.delete(files("\\d+\\.sst").getFirst());
    refuses(".sst");
  }
}
