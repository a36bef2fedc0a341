package io.bystack.pow.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The recorded vectors: the full folder where it is there, and the subset kept with the sources.
 */
class MainchainVectorsTest {
  private static final Path SUBSET = Path.of("src/test/resources/vectors/mainchain");

  @TestFactory
  Stream<DynamicTest> recordedVectors() throws IOException {
    Path folder =
        Path.of(System.getProperty("bystack.vectors", "../../shared/vectors"), "mainchain");
    if (!Files.isDirectory(folder)) {
      System.out.println("no vectors at " + folder.toAbsolutePath() + ": only the subset is run");
      return tests(SUBSET);
    }
    return Stream.concat(tests(SUBSET), tests(folder));
  }

  private static Stream<DynamicTest> tests(Path folder) throws IOException {
    List<VectorCheck> checks = PowVectorChecks.all();
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(VectorFile::new).toList().stream()
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .flatMap(file ->
              checks.stream()
                  .filter(c -> c.handles(file.name()))
                  .map(c -> DynamicTest.dynamicTest(file.path().toString(), () -> run(c, file))));
    }
  }

  private static void run(VectorCheck check, VectorFile file) throws Exception {
    VectorReport report = new VectorReport(file.name());
    check.check(file, report);
    System.out.printf(
        "%s: %d passed, %d failed, %d skipped%n",
        file.path(), report.passed(), report.failed(), report.skipped());
    assertThat(report.failures()).isEmpty();
    assertThat(report.passed()).isPositive();
  }
}
