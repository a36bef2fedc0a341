package io.bystack.core.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bystack.core.vectors.VectorFile;
import io.bystack.core.vectors.VectorReport;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AuthVectorsTest {
  @Test
  void decidesAccessAsTheReference() throws Exception {
    Path file =
        Path.of(System.getProperty("bystack.vectors", "../../shared/vectors"), "api", "auth.json");
    assumeTrue(Files.exists(file), "no vectors at " + file);
    VectorReport report = new VectorReport("api/auth.json");
    new AuthVectors().check(new VectorFile(file), report);
    System.out.println("api/auth.json: " + report.passed() + " rows checked");
    assertThat(report.failures()).isEmpty();
    assertThat(report.passed()).isPositive();
  }
}
