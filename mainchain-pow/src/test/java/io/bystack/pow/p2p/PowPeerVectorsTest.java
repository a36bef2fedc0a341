package io.bystack.pow.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.p2p.vectors.PeerVectors;
import io.bystack.core.vectors.VectorCheck;
import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The recorded peer-to-peer vectors: the full folder if it is there, and the kept subset. */
class PowPeerVectorsTest {
  private static final Path SUBSET = Path.of("src/test/resources/vectors/p2p");

  @TestFactory
  Stream<DynamicTest> recordedVectors() throws IOException {
    Path folder = Path.of(System.getProperty("bystack.vectors", "../../shared/vectors"), "p2p");
    if (!Files.isDirectory(folder)) {
      System.out.println("no vectors at " + folder.toAbsolutePath() + ": only the subset is run");
      return tests(SUBSET);
    }
    return Stream.concat(tests(SUBSET), tests(folder));
  }

  private static Stream<DynamicTest> tests(Path folder) throws IOException {
    List<VectorCheck> checks = new ArrayList<>(PowPeerVectors.checks());
    checks.addAll(PeerVectors.shared());
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(VectorFile::new).toList().stream()
          .sorted(Comparator.comparing(VectorFile::name))
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
