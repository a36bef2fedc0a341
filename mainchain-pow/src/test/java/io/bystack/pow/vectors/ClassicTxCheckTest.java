package io.bystack.pow.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClassicTxCheckTest {
  @ParameterizedTest
  @ValueSource(strings = {"tx_classic.jsonl.gz", "tx_classic_aliasing.jsonl"})
  void recordedVerdictsHold(String name) throws Exception {
    Path file = Path.of(System.getProperty("bystack.vectors", "../shared/vectors"), "vm", name);
    assumeTrue(Files.exists(file), "no recorded vectors at " + file);
    check(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tx_classic.jsonl.gz", "tx_classic_aliasing.jsonl.gz"})
  void shippedVerdictsHold(String name) throws Exception {
    check(
        Path.of(
            Objects.requireNonNull(ClassicTxCheckTest.class.getResource("/vectors/vm/" + name))
                .toURI()));
  }

  private static void check(Path path) throws Exception {
    VectorReport report = new VectorReport(path.toString());
    new ClassicTxCheck().check(new VectorFile(path), report);
    System.out.println(path + ": " + report.passed() + " rows checked");
    assertThat(report.failures()).isEmpty();
    assertThat(report.failed()).isZero();
    assertThat(report.passed()).isPositive();
  }
}
