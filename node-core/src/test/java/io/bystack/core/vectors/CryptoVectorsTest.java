package io.bystack.core.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class CryptoVectorsTest {
  private final VectorRunner runner = new VectorRunner(List.of(new CryptoVectors()));

  @Test
  void agreesWithTheReferenceOnEveryRow() throws IOException {
    Path folder = Path.of(System.getProperty("bystack.vectors", "../../shared/vectors"), "wallet");
    assumeTrue(Files.isDirectory(folder), () -> "no vectors in " + folder.toAbsolutePath());
    assertAllPass(folder);
  }

  @Test
  void agreesWithTheCommittedRows() throws IOException, URISyntaxException {
    assertAllPass(Path.of(getClass().getResource("/vectors/wallet").toURI()));
  }

  private void assertAllPass(Path folder) throws IOException {
    List<VectorReport> reports = runner.run(folder);
    SoftAssertions softly = new SoftAssertions();
    for (VectorReport r : reports) {
      System.out.printf(
          "%s/%s: %d passed, %d failed, %d skipped%n",
          folder.getFileName(), r.file(), r.passed(), r.failed(), r.skipped());
      softly.assertThat(r.failed()).as("%s %s", r.file(), r.failures()).isZero();
    }
    softly.assertAll();
    assertThat(reports.stream().mapToInt(VectorReport::passed).sum()).isGreaterThan(300);
  }
}
