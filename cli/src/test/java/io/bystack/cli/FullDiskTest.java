package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.bystack.cli.acceptance.SmallDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An offline command whose disk fills while it writes. */
class FullDiskTest {
  @TempDir private Path folder;

  @Test
  void anImportEndsWithOneAndGoesOnWhenThereIsRoom() throws Exception {
    RecordedChain recorded = RecordedChain.first500();
    ProofSource proofs = new RecordedProofs(recorded.file());
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("disk"), 8)) {
      disk.fill(256 << 10);
      Invocation full = run(proofs, disk, "chain", "import", recorded.file().toString());
      assertThat(full.status()).as(full.err()).isEqualTo(1);
      assertThat(full.err())
          .contains("No space left on device", "Make room on the disk")
          .doesNotContain("internal error")
          .doesNotContain("\tat ");
      disk.makeRoom();
      JsonNode rest = json(run(proofs, disk, "chain", "import", recorded.file().toString()));
      assertThat(rest.path("height").asLong()).isEqualTo(500);
      assertThat(rest.path("known_before").asLong()).isPositive();
      assertThat(json(run(proofs, disk, "chain", "verify")).path("checked").asLong())
          .isEqualTo(500);
    }
  }

  private static Invocation run(ProofSource proofs, SmallDisk disk, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(
        List.of("--network", "solonet", "--data-dir", disk.folder().toString(), "-o", "json"));
    return Invocation.with(proofs, all.toArray(String[]::new));
  }

  private static JsonNode json(Invocation run) throws Exception {
    assertThat(run.status()).as(run.err()).isZero();
    return JsonMapper.builder().build().readTree(run.out());
  }
}
