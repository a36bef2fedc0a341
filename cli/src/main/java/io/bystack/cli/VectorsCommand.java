package io.bystack.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.vectors.VectorReport;
import io.bystack.core.vectors.VectorRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Checks a folder of recorded vectors against this implementation. */
@Command(
    name = "vectors",
    description = {
      "Check a folder of recorded vectors (.json, .jsonl, also .gz) against this implementation.",
      "Ends with 8 if a row failed or no check knows a data file."
    },
    footer = {
      "%nExamples:",
      "  bystack vectors ../shared/vectors/encoding",
      "  bystack vectors my-vectors -o json"
    })
final class VectorsCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Parameters(paramLabel = "DIR", description = "The folder; its subfolders are searched too.")
  private Path folder;

  VectorsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw CommandException.usage("cannot check " + folder, "it is not a folder", "");
    }
    List<VectorReport> reports = run();
    if (reports.isEmpty()) {
      throw CommandException.usage("cannot check " + folder, "it has no .json or .jsonl file", "");
    }
    List<ObjectNode> rows = reports.stream().map(VectorsCommand::row).toList();
    terminal.print(List.of("file", "passed", "failed", "skipped"), rows);
    if (terminal.format() == OutputFormat.TABLE) {
      printSummary(reports);
    }
    return sum(reports, VectorReport::failed) == 0 ? ExitCode.DONE : ExitCode.DIFFERENCE;
  }

  /** Some checks run whole nodes, whose log is for those who asked for more. */
  private List<VectorReport> run() throws IOException {
    Logger log = (Logger) LoggerFactory.getLogger("io.bystack");
    Level before = log.getLevel();
    if (!terminal.options().verbose()) {
      log.setLevel(Level.WARN);
    }
    try {
      return new VectorRunner(VectorChecks.all()).run(folder, this::showProgress);
    } finally {
      log.setLevel(before);
    }
  }

  /** Some files take a minute: tells how far it is to whoever asked for more. */
  private void showProgress(VectorReport report) {
    if (terminal.options().verbose()) {
      terminal.err().println("checked " + report.file());
      terminal.err().flush();
    }
  }

  private void printSummary(List<VectorReport> reports) {
    for (VectorReport report : reports) {
      for (String failure : report.failures()) {
        terminal.out().println("FAILED " + report.file() + " " + failure);
      }
      int more = report.failed() - report.failures().size();
      if (more > 0) {
        terminal.out().println("FAILED " + report.file() + " and " + more + " more");
      }
    }
    for (VectorReport report : reports) {
      report
          .skipReasons()
          .forEach((reason, count) ->
              terminal.out().println("skipped " + report.file() + " " + count + ": " + reason));
    }
    terminal
        .out()
        .printf(
            "%d files: %d passed, %d failed, %d skipped%n",
            reports.size(),
            sum(reports, VectorReport::passed),
            sum(reports, VectorReport::failed),
            sum(reports, VectorReport::skipped));
    terminal.out().flush();
  }

  private static int sum(
      List<VectorReport> reports, java.util.function.ToIntFunction<VectorReport> count) {
    return reports.stream().mapToInt(count).sum();
  }

  private static ObjectNode row(VectorReport report) {
    ObjectNode row = Json.object();
    row.put("file", report.file());
    row.put("passed", report.passed());
    row.put("failed", report.failed());
    row.put("skipped", report.skipped());
    ArrayNode failures = row.putArray("failures");
    report.failures().forEach(failures::add);
    return row;
  }
}
