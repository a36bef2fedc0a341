package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bystack.core.bytes.Hash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainCommandsTest {
  @TempDir private Path folder;

  private RecordedChain recorded;
  private ProofSource proofs;
  private Path data;

  @BeforeEach
  void readRecordedChain() throws Exception {
    recorded = RecordedChain.first500();
    proofs = new RecordedProofs(recorded.file());
    data = folder.resolve("data");
  }

  private Invocation run(Path dataFolder, String... arguments) {
    return run(proofs, dataFolder, arguments);
  }

  private static Invocation run(ProofSource proofs, Path dataFolder, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(List.of("--network", "solonet", "--data-dir", dataFolder.toString(), "-o", "json"));
    return Invocation.with(proofs, all.toArray(String[]::new));
  }

  private static JsonNode json(Invocation run) throws Exception {
    assertThat(run.status()).as(run.err()).isZero();
    return JsonMapper.builder().build().readTree(run.out());
  }

  private void importRecorded() throws Exception {
    json(run(data, "chain", "import", recorded.file().toString()));
  }

  // ---- the recorded chains

  @Test
  void importsRecordedBlocksWithRealProofs() throws Exception {
    List<String> lines =
        recorded.rows().subList(0, 40).stream().map(row -> row.get("raw").asText()).toList();
    Path file = Files.write(folder.resolve("blocks.txt"), lines);
    JsonNode result = json(run(ProofSource.TENSORITY, data, "chain", "import", file.toString()));
    assertThat(result.path("height").asLong()).isEqualTo(40);
    assertThat(result.path("best_block_hash").asText()).isEqualTo(recorded.hash(40));
    JsonNode info = json(run(data, "chain", "info", "--digest"));
    JsonNode row = recorded.rows().get(39);
    assertThat(info.path("utxo_digest").asText()).isEqualTo(row.get("utxo_digest").asText());
    assertThat(info.path("utxo_count").asLong()).isEqualTo(row.get("utxo_count").asLong());
  }

  @Test
  void importOfTheRecordedPrefixEndsAtItsTipWithRealProofs() throws Exception {
    endsAtRecordedTip("chain_prefix.jsonl.gz");
  }

  @Test
  @Tag("long")
  void importOfTheRecordedChainsEndsAtTheirTipsWithRealProofs() throws Exception {
    endsAtRecordedTip("chain_long.jsonl.gz");
    endsAtRecordedTip("chain_node.jsonl.gz");
  }

  private void endsAtRecordedTip(String name) throws Exception {
    Path file = RecordedChain.vectors("mainchain/" + name);
    JsonNode last = RecordedProofs.rows(file).getLast();
    Path target = folder.resolve(name);
    JsonNode result = json(run(ProofSource.TENSORITY, target, "chain", "import", file.toString()));
    System.out.println(name + ": " + result);
    assertThat(result.path("height")).isEqualTo(last.path("height"));
    assertThat(result.path("best_block_hash")).isEqualTo(last.path("hash"));
    JsonNode info = json(run(target, "chain", "info", "--digest"));
    if (last.has("utxo_digest")) {
      assertThat(info.path("utxo_digest")).isEqualTo(last.path("utxo_digest"));
    }
    if (last.has("utxo_count")) {
      assertThat(info.path("utxo_count")).isEqualTo(last.path("utxo_count"));
    }
  }

  @Test
  void importOfTheRecordedSideChainTakesTheFederationFromTheFile() throws Exception {
    Path file = RecordedChain.vectors("sidechain/chain_solonet_long.jsonl.gz");
    JsonNode last =
        RecordedProofs.rows(file).stream()
            .filter(row -> row.path("op").asText().equals("block"))
            .reduce((a, b) -> b)
            .orElseThrow();
    JsonNode result = json(run(data, "chain", "import", file.toString()));
    assertThat(result.path("chain").asText()).isEqualTo("side");
    assertThat(result.path("height")).isEqualTo(last.path("height"));
    assertThat(result.path("best_block_hash")).isEqualTo(last.path("hash"));
    JsonNode tip = json(run(data, "chain", "tip", "--chain", "side"));
    assertThat(tip.path("hash")).isEqualTo(last.path("hash"));
    JsonNode verified =
        json(run(data, "chain", "verify", "--chain", "side", "--from", "1190", "--to", "1210"));
    assertThat(verified.path("checked").asLong()).isEqualTo(21);
  }

  // ---- going on, going back

  @Test
  void importGoesOnWhereItWas() throws Exception {
    List<String> lines =
        recorded.rows().subList(0, 100).stream().map(row -> row.get("raw").asText()).toList();
    Path file = Files.write(folder.resolve("blocks.txt"), lines);
    assertThat(json(run(data, "chain", "import", file.toString())).path("imported").asLong())
        .isEqualTo(100);
    JsonNode rest = json(run(data, "chain", "import", recorded.file().toString()));
    assertThat(rest.path("known_before").asLong()).isEqualTo(100);
    assertThat(rest.path("imported").asLong()).isEqualTo(400);
    JsonNode info = json(run(data, "chain", "info", "--digest"));
    assertThat(info.path("utxo_digest")).isEqualTo(recorded.rows().getLast().path("utxo_digest"));
  }

  @Test
  void rewindsAndImportsAgain() throws Exception {
    importRecorded();
    JsonNode back = json(run(data, "chain", "rewind", "--to", "100"));
    assertThat(back.path("best_block_hash").asText()).isEqualTo(recorded.hash(100));
    JsonNode info = json(run(data, "chain", "info", "--digest"));
    assertThat(info.path("utxo_digest")).isEqualTo(recorded.rows().get(99).path("utxo_digest"));
    JsonNode again = json(run(data, "chain", "import", recorded.file().toString()));
    assertThat(again.path("height").asLong()).isEqualTo(500);
    assertThat(run(data, "chain", "rewind", "--to", "501").status()).isEqualTo(2);
  }

  @Test
  void exportsWhatImportReads() throws Exception {
    importRecorded();
    Path file = folder.resolve("chain.blocks");
    json(run(data, "chain", "export", file.toString(), "--to", "300"));
    Path other = folder.resolve("other");
    JsonNode result =
        json(
            Invocation.with(
                proofs,
                "chain",
                "import",
                file.toString(),
                "--data-dir",
                other.toString(),
                "-o",
                "json"));
    assertThat(result.path("network").asText()).isEqualTo("solonet");
    assertThat(result.path("best_block_hash").asText()).isEqualTo(recorded.hash(300));
    assertThat(run(data, "chain", "export", file.toString()).status()).isEqualTo(2);
  }

  @Test
  void exportGoesOnWithWhatIsThere() throws Exception {
    importRecorded();
    Path whole = folder.resolve("whole.blocks");
    json(run(data, "chain", "export", whole.toString()));
    byte[] bytes = Files.readAllBytes(whole);
    Path file = folder.resolve("begun.blocks");
    Path part = folder.resolve("begun.blocks.part");
    // As a killed process leaves it: the last record is not whole.
    Files.write(part, Arrays.copyOf(bytes, bytes.length / 2));
    json(run(data, "chain", "export", file.toString()));
    assertThat(file).hasBinaryContent(bytes);
    assertThat(part).doesNotExist();
    // Of another chain: nothing of it may be used.
    byte[] foreign = bytes.clone();
    foreign[40] ^= 1;
    Path second = folder.resolve("second.blocks");
    Files.write(folder.resolve("second.blocks.part"), foreign);
    json(run(data, "chain", "export", second.toString()));
    assertThat(second).hasBinaryContent(bytes);
  }

  @Test
  void aDamagedOrCutExportIsNotTakenForWhole() throws Exception {
    importRecorded();
    Path file = folder.resolve("chain.blocks");
    json(run(data, "chain", "export", file.toString()));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 50));
    Invocation cut = run(folder.resolve("a"), "chain", "import", file.toString());
    assertThat(cut.status()).isEqualTo(2);
    assertThat(cut.err()).contains("is not complete");
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
    Invocation changed = run(folder.resolve("b"), "chain", "import", file.toString());
    assertThat(changed.status()).isEqualTo(1);
    assertThat(changed.err()).contains("the file is damaged");
  }

  // ---- looking

  @Test
  void showsBlocksByHeightHashAndRange() throws Exception {
    importRecorded();
    JsonNode byHeight = json(run(data, "chain", "block", "77"));
    assertThat(byHeight.path("hash").asText()).isEqualTo(recorded.hash(77));
    assertThat(byHeight.path("on_main_chain").asBoolean()).isTrue();
    assertThat(json(run(data, "chain", "block", recorded.hash(77)))).isEqualTo(byHeight);
    JsonNode range = json(run(data, "chain", "block", "10..12"));
    assertThat(range.findValuesAsText("hash"))
        .containsExactly(recorded.hash(10), recorded.hash(11), recorded.hash(12));
    Invocation raw = run(data, "chain", "block", "5", "--raw");
    assertThat(raw.out().strip()).isEqualTo(recorded.rows().get(4).get("raw").asText());
    assertThat(run(data, "chain", "block", "501").err()).contains("the tip is at 500");
    assertThat(run(data, "chain", "block", "x").status()).isEqualTo(2);
    assertThat(run(data, "chain", "block").status()).isEqualTo(2);
  }

  @Test
  void verifiesAndFindsWhatIsWrong() throws Exception {
    importRecorded();
    assertThat(json(run(data, "chain", "verify")).path("checked").asLong()).isEqualTo(500);
    JsonNode replayed = json(run(data, "chain", "verify", "--replay"));
    assertThat(replayed.path("checked").asLong()).isEqualTo(500);
    assertThat(data.resolve("main-replay")).doesNotExist();
    ProofSource never = (background, cores) -> (header, seed) -> new Hash(-1, -1, -1, -1);
    Invocation wrong = run(never, data, "chain", "verify", "--from", "7");
    assertThat(wrong.status()).isEqualTo(8);
    JsonNode finding = JsonMapper.builder().build().readTree(wrong.out());
    assertThat(finding.path("wrong_height").asLong()).isEqualTo(7);
    assertThat(finding.path("wrong").asText()).contains("invalid difficulty proof of work");
    assertThat(run(data, "chain", "verify", "--to", "501").status()).isEqualTo(2);
  }

  // ---- the database

  @Test
  void backsUpAndChecksTheDatabase() throws Exception {
    importRecorded();
    JsonNode made = json(run(data, "db", "backup", "create"));
    JsonNode listed = json(run(data, "db", "backup", "list", "--verify"));
    assertThat(listed.findValuesAsText("state")).containsExactly("verified");
    assertThat(listed.get(0).path("height").asLong()).isEqualTo(500);
    Path other = folder.resolve("other");
    json(run(other, "db", "backup", "restore", made.path("folder").asText()));
    JsonNode tip = json(run(other, "chain", "tip"));
    assertThat(tip.path("hash").asText()).isEqualTo(recorded.hash(500));
    JsonNode rows = json(run(other, "db", "verify"));
    assertThat(rows.findValuesAsText("table")).contains("utxo", "index", "bodies");
    for (JsonNode row : rows) {
      if (row.path("table").asText().equals("bodies")) {
        assertThat(row.path("rows").asLong()).isEqualTo(501);
      }
    }
    assertThat(json(run(data, "db", "stats"))).isNotEmpty();

    Invocation occupied = run(data, "db", "backup", "restore", "latest");
    assertThat(occupied.status()).isEqualTo(2);
    assertThat(occupied.err()).contains("--replace");
    JsonNode restored = json(run(data, "db", "backup", "restore", "latest", "--replace"));
    assertThat(restored.path("utxo_digest").asText()).isEqualTo(made.path("utxo_digest").asText());
    assertThat(Path.of(restored.path("replaced_data").asText())).isDirectory();
    assertThat(json(run(data, "chain", "tip")).path("hash")).isEqualTo(tip.path("hash"));
  }

  @Test
  void keepsTheNewestBackups() throws Exception {
    importRecorded();
    for (int i = 0; i < 3; i++) {
      json(run(data, "db", "backup", "create"));
    }
    List<String> names = json(run(data, "db", "backup", "list")).findValuesAsText("name");
    assertThat(names).hasSize(3).isSorted();
    assertThat(json(run(data, "db", "backup", "prune", "--keep=1"))).hasSize(2);
    assertThat(json(run(data, "db", "backup", "list")).findValuesAsText("name"))
        .containsExactly(names.getLast());
    assertThat(run(data, "db", "backup", "prune", "--keep=0").status()).isEqualTo(2);
  }

  @Test
  void findsDamageInTheDatabase() throws Exception {
    importRecorded();
    JsonNode made = json(run(data, "db", "backup", "create"));
    Path backup = Path.of(made.path("folder").asText());
    try (var files = Files.walk(backup)) {
      Path table =
          files
              .filter(f -> f.toString().endsWith(".sst"))
              .max(Comparator.comparingLong(f -> f.toFile().length()))
              .orElseThrow();
      byte[] bytes = Files.readAllBytes(table);
      bytes[100] ^= 0x55;
      // Not in place: a backup may share unchanging files with the original.
      Files.delete(table);
      Files.write(table, bytes);
    }
    Invocation run = run(backup, "db", "verify");
    assertThat(run.status()).as(run.err()).isIn(7, 8);
    assertThat(run.err()).doesNotContain("internal error").doesNotContain("\tat ");
    assertThat(run(data, "db", "verify").status()).isZero();
    assertThat(run(data, "db", "backup", "list").status()).isZero();
    assertThat(run(data, "db", "backup", "list", "--verify").status()).isEqualTo(8);
    Invocation restore = run(folder.resolve("other"), "db", "backup", "restore", backup.toString());
    assertThat(restore.status()).isEqualTo(7);
    assertThat(restore.err()).contains("is not what was backed up");
    assertThat(folder.resolve("other").resolve("main")).doesNotExist();
  }

  @Test
  void aSnapshotBeginsAChainThatGoesOn() throws Exception {
    List<String> lines =
        recorded.rows().subList(0, 400).stream().map(row -> row.get("raw").asText()).toList();
    Path blocks = Files.write(folder.resolve("blocks.txt"), lines);
    json(run(data, "chain", "import", blocks.toString()));
    Path file = folder.resolve("main.snapshot");
    JsonNode made = json(run(data, "db", "snapshot", "create", file.toString()));
    String digest = recorded.rows().get(399).path("utxo_digest").asText();
    assertThat(made.path("utxo_digest").asText()).isEqualTo(digest);
    Path wrong = folder.resolve("wrong");
    Invocation refused =
        run(wrong, "db", "snapshot", "load", file.toString(), "--digest", recorded.hash(1));
    assertThat(refused.status()).isEqualTo(7);
    Path other = folder.resolve("other");
    String trusted = made.path("digest").asText();
    json(run(other, "db", "snapshot", "load", file.toString(), "--digest", trusted));
    JsonNode rest = json(run(other, "chain", "import", recorded.file().toString()));
    assertThat(rest.path("imported").asLong()).isEqualTo(100);
    JsonNode info = json(run(other, "chain", "info", "--digest"));
    assertThat(info.path("utxo_digest")).isEqualTo(recorded.rows().getLast().path("utxo_digest"));
    assertThat(run(other, "db", "snapshot", "load", file.toString()).status()).isEqualTo(2);
  }

  // ---- what goes wrong

  @Test
  void saysWhatIsWrongWithAFile() throws Exception {
    Invocation missing = run(data, "chain", "import", folder.resolve("no").toString());
    assertThat(missing.status()).isEqualTo(2);
    assertThat(missing.err()).contains("there is no file");
    Path text = Files.writeString(folder.resolve("text"), "0301zz\n");
    Invocation noHex = run(data, "chain", "import", text.toString());
    assertThat(noHex.status()).isEqualTo(2);
    assertThat(noHex.err()).contains("line 1 of").contains("not hexadecimal");
    String second = recorded.rows().get(1).get("raw").asText();
    Path orphan = Files.writeString(folder.resolve("orphan"), second + "\n");
    Invocation noParent = run(data, "chain", "import", orphan.toString());
    assertThat(noParent.status()).isEqualTo(2);
    assertThat(noParent.err()).contains("does not connect").contains(recorded.hash(1));
    String first = recorded.rows().get(0).get("raw").asText();
    Path notBlock = Files.writeString(folder.resolve("cut"), first.substring(0, 200) + "\n");
    assertThat(run(data, "chain", "import", notBlock.toString()).status()).isEqualTo(2);
  }

  @Test
  void aBlockThatBreaksARuleEndsTheImport() throws Exception {
    List<String> lines = new ArrayList<>();
    recorded.rows().subList(0, 9).forEach(row -> lines.add(row.get("raw").asText()));
    Path file = Files.write(folder.resolve("blocks"), lines);
    ProofSource never =
        (background, cores) ->
            (header, seed) ->
                header.toHex().equals(recorded.hash(6))
                    ? new Hash(-1, -1, -1, -1)
                    : proofs.open(background, cores).hash(header, seed);
    Invocation run = run(never, data, "chain", "import", file.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("block 6 is refused")
        .contains("invalid difficulty proof of work");
    assertThat(json(run(data, "chain", "tip")).path("height").asLong()).isEqualTo(5);
  }

  @Test
  void refusesTheDataOfAnotherNetworkAndMissingData() throws Exception {
    Invocation nothing = run(data, "chain", "info");
    assertThat(nothing.status()).isEqualTo(2);
    assertThat(data).doesNotExist();
    importRecorded();
    Invocation other =
        Invocation.of("chain", "info", "--network", "mainnet", "--data-dir", data.toString());
    assertThat(other.status()).isEqualTo(7);
    assertThat(other.err()).contains("belongs to main/solonet, not main/mainnet");
  }
}
