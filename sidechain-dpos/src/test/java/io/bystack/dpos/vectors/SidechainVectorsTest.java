package io.bystack.dpos.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs every side-chain check over the folder of vectors, and over the rows kept in the project.
 */
class SidechainVectorsTest {

  @TestFactory
  List<DynamicTest> folder() throws Exception {
    Path folder = Path.of(System.getProperty("bystack.vectors", "../shared/vectors"), "sidechain");
    if (!Files.isDirectory(folder)) {
      abort("no vectors at " + folder.toAbsolutePath() + ": only the project's own rows run");
    }
    return tests(folder);
  }

  @TestFactory
  List<DynamicTest> ownRows() throws Exception {
    Path folder = Path.of("src/test/resources/vectors/sidechain");
    return Files.isDirectory(folder) ? tests(folder) : List.of();
  }

  private static List<DynamicTest> tests(Path folder) throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    String only = System.getProperty("bystack.vectors.only", "");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path path : files.sorted().toList()) {
        VectorFile file = new VectorFile(path);
        if (!file.name().contains(only)) {
          continue;
        }
        for (VectorCheck check : SidechainVectors.checks()) {
          if (check.handles(file.name())) {
            tests.add(DynamicTest.dynamicTest(file.name(), () -> run(check, file)));
          }
        }
      }
    }
    return tests;
  }

  private static void run(VectorCheck check, VectorFile file) throws Exception {
    VectorReport report = new VectorReport(file.name());
    check.check(file, report);
    System.out.printf(
        "vectors sidechain/%s: %d passed, %d failed, %d skipped%n",
        file.name(), report.passed(), report.failed(), report.skipped());
    assertThat(report.failures()).isEmpty();
    assertThat(report.failed()).isZero();
    assertThat(report.passed()).isPositive();
  }
}
