package io.bystack.core.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs the known checks over a folder of vectors. */
public record VectorRunner(List<VectorCheck> checks) {

  /**
   * Checks every data file below the folder, in order of its path. A data file no check knows, or
   * of which no row was looked at, gives a report with one failure: vectors nobody looked at must
   * not pass for checked ones.
   */
  public List<VectorReport> run(Path folder) throws IOException {
    return run(folder, report -> {});
  }

  /** The same, telling of each report as soon as it is there. */
  public List<VectorReport> run(Path folder, Consumer<VectorReport> progress) throws IOException {
    List<VectorReport> reports = new ArrayList<>();
    for (Path path : dataFiles(folder)) {
      VectorReport report = new VectorReport(folder.relativize(path).toString());
      runOne(new VectorFile(path), report);
      reports.add(report);
      progress.accept(report);
    }
    return reports;
  }

  /** Checks one data file. */
  public VectorReport run(VectorFile file) {
    VectorReport report = new VectorReport(file.path().getFileName().toString());
    runOne(file, report);
    return report;
  }

  /** The check for a file, if any knows its name and understands its fields. */
  public Optional<VectorCheck> checkFor(VectorFile file) throws IOException {
    for (VectorCheck check : checks) {
      if (check.handles(file.name()) && check.understands(file)) {
        return Optional.of(check);
      }
    }
    return Optional.empty();
  }

  /** Whether any check knows a file of this name. */
  public boolean knows(String fileName) {
    return checks.stream().anyMatch(c -> c.handles(fileName));
  }

  private void runOne(VectorFile file, VectorReport report) {
    try {
      Optional<VectorCheck> check = checkFor(file);
      if (check.isEmpty()) {
        report.fail(file.name(), "no check knows a file of this name");
        return;
      }
      check.get().check(file, report);
      if (report.passed() + report.failed() + report.skipped() == 0) {
        report.fail(file.name(), "the check found no row in it");
      }
    } catch (Exception | LinkageError e) {
      report.fail(file.name(), "the file could not be checked: " + e);
    }
  }

  private static List<Path> dataFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(p -> p.toString().matches(".*\\.jsonl?(\\.gz)?"))
          .sorted()
          .toList();
    }
  }
}
