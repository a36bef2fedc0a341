package io.bystack.cli.bench;

import io.bystack.cli.exit.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures a side chain with a single producer in this process. */
@Command(
    name = "sidechain",
    description = {
      "Measure a side chain: transfers through pool, blocks and store, and a follower.",
      "Chains are kept in the folder for temporary files and deleted."
    },
    footer = {
      "%nExamples:",
      "  bystack bench sidechain",
      "  bystack bench sidechain --outputs 50000 --rate 2000 --seconds 10"
    })
public final class SideChainBenchCommand implements Callable<ExitCode> {
  private final Report report;

  @Option(
      names = "--outputs",
      defaultValue = "1000000",
      paramLabel = "N",
      description = "Unspent outputs at the start; default ${DEFAULT-VALUE}.")
  private int outputs = 1_000_000;

  @Option(
      names = "--rate",
      defaultValue = "10500",
      paramLabel = "N",
      description = "Transfers submitted per second; default ${DEFAULT-VALUE}.")
  private int rate = 10_500;

  @Option(
      names = "--seconds",
      defaultValue = "120",
      paramLabel = "N",
      description = "How long to submit; default ${DEFAULT-VALUE}.")
  private int seconds = 120;

  /**
   * The command.
   *
   * @param progress hears what is being done
   */
  public SideChainBenchCommand(ResultPrinter results, PrintWriter progress) {
    this.report = new Report(results, progress);
  }

  @Override
  public ExitCode call() throws Exception {
    report.begin();
    List<Figure> figures = new ArrayList<>();
    SideChainBench.Load load = new SideChainBench.Load(outputs, rate, seconds);
    figures.addAll(new SideChainBench(report.progress(), load).run());
    figures.add(Report.memory());
    report.end(figures);
    return ExitCode.DONE;
  }
}
