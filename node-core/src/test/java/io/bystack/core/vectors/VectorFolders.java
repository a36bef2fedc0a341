package io.bystack.core.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Runs checks over folders of vectors in tests: the whole ones that lie beside the project, where
 * they are, and the samples among the test resources, which are always there. Prints how many rows
 * of each file were checked.
 */
public final class VectorFolders {
  private VectorFolders() {}

  /**
   * Checks the files of one topic that the checks know, in the folder beside the project and in the
   * samples of the module whose test class is given.
   */
  public static void check(Class<?> test, String topic, VectorCheck... checks) throws IOException {
    VectorRunner runner = new VectorRunner(List.of(checks));
    Path whole = Path.of(System.getProperty("bystack.vectors", "../shared/vectors"), topic);
    if (Files.isDirectory(whole)) {
      run(runner, whole);
    } else {
      System.out.println("vectors: no folder " + whole + ": only the samples are checked");
    }
    run(runner, samples(test, topic));
  }

  private static Path samples(Class<?> test, String topic) {
    URL url = test.getResource("/vectors/" + topic + "/" + test.getSimpleName());
    if (url == null) {
      return fail("no samples /vectors/" + topic + "/" + test.getSimpleName());
    }
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(VectorRunner runner, Path folder) throws IOException {
    List<VectorReport> reports;
    try (Stream<Path> files = Files.list(folder)) {
      reports =
          files
              .sorted()
              .filter(file -> runner.knows(new VectorFile(file).name()))
              .map(file -> report(runner, file))
              .toList();
    }
    for (VectorReport report : reports) {
      System.out.printf(
          "vectors: %s: %d rows passed, %d failed, %d skipped%n",
          folder.resolve(report.file()), report.passed(), report.failed(), report.skipped());
    }
    assertThat(reports).as("files in " + folder).isNotEmpty();
    assertThat(reports).allSatisfy(r -> assertThat(r.failures()).as(r.file()).isEmpty());
    assertThat(reports).allSatisfy(r -> assertThat(r.passed()).as(r.file()).isPositive());
  }

  private static VectorReport report(VectorRunner runner, Path file) {
    return runner.run(new VectorFile(file));
  }
}
