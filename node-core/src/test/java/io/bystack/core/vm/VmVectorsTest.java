package io.bystack.core.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import io.bystack.core.vectors.VmVectors;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VmVectorsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "contexts.json",
        "programs.jsonl.gz",
        "aliasing.jsonl",
        "assemble.jsonl",
        "disassemble.jsonl"
      })
  void recordedVectorsHold(String name) throws IOException {
    Path file = Path.of(System.getProperty("bystack.vectors", "../shared/vectors"), "vm", name);
    assumeTrue(Files.exists(file), "no recorded vectors at " + file);
    check(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "programs.jsonl.gz",
        "aliasing.jsonl.gz",
        "assemble.jsonl.gz",
        "disassemble.jsonl.gz"
      })
  void shippedVectorsHold(String name) throws IOException, URISyntaxException {
    URL file = Objects.requireNonNull(VmVectorsTest.class.getResource("/vectors/vm/" + name));
    check(Path.of(file.toURI()));
  }

  private static void check(Path path) throws IOException {
    VectorFile file = new VectorFile(path);
    VectorReport report = new VectorReport(path.toString());
    new VmVectors().check(file, report);
    System.out.println(path + ": " + report.passed() + " rows checked");
    assertThat(report.failures()).isEmpty();
    assertThat(report.failed()).isZero();
    assertThat(report.passed()).isPositive();
  }
}
