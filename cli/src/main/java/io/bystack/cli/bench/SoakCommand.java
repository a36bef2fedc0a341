package io.bystack.cli.bench;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.config.Units;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets a small network work for long and looks whether anything grows, slows down or fails. */
@Command(
    name = "soak",
    description = {
      "Let a network of two processes work for long: mining, side-chain blocks every 500 ms,"
          + " transfers, a follower.",
      "Ends with 8 if memory is not flat, blocks come late, transfers are lost, or a log has an"
          + " error.",
      "Chains are kept in the folder for temporary files and deleted."
    },
    footer = {"%nExamples:", "  bystack bench soak", "  bystack bench soak --duration 2m"})
public final class SoakCommand implements Callable<ExitCode> {
  private final Report report;

  @Option(
      names = "--duration",
      defaultValue = "15m",
      paramLabel = "TIME",
      description = "How long to submit transfers; default ${DEFAULT-VALUE}.")
  private String duration = "15m";

  @Option(
      names = "--rate",
      defaultValue = "2000",
      paramLabel = "N",
      description = "Transfers submitted per second; default ${DEFAULT-VALUE}.")
  private int rate = 2_000;

  /**
   * The command.
   *
   * @param progress hears what is being done
   */
  public SoakCommand(ResultPrinter results, PrintWriter progress) {
    this.report = new Report(results, progress);
  }

  @Override
  public ExitCode call() throws Exception {
    report.begin();
    List<Figure> figures = new SoakBench(new SoakBench.Load(time(), rate), report.progress()).run();
    report.end(figures);
    return figures.stream().allMatch(Figure::isGood) ? ExitCode.DONE : ExitCode.DIFFERENCE;
  }

  private Duration time() {
    try {
      Duration time = Units.time(duration);
      if (time.toSeconds() < 10 || rate < 1) {
        throw new IllegalArgumentException("at least 10s and one transfer a second are needed");
      }
      return time;
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--duration " + duration + " is wrong", e.getMessage(), "");
    }
  }
}
