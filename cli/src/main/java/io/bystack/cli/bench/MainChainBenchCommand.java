package io.bystack.cli.bench;

import io.bystack.cli.exit.ExitCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the main chain in this process: Tensority, import, full blocks, the pool. */
@Command(
    name = "mainchain",
    description = {
      "Measure the main chain: Tensority, import of recorded chains, full blocks, the pool.",
      "Chains are kept in the folder for temporary files and deleted."
    },
    footer = {
      "%nExamples:",
      "  bystack bench mainchain --vectors ../shared/vectors/mainchain",
      "  bystack bench mainchain --parts blocks --outputs 100000 --blocks 8"
    })
public final class MainChainBenchCommand implements Callable<ExitCode> {
  /** What can be measured. */
  enum Part {
    TENSORITY,
    IMPORT,
    BLOCKS,
    WORK
  }

  /** Twice what a block holds. */
  private static final int WAITING = 12_000;

  private final Report report;

  @Mixin private RecordingsOption recordings;

  @Option(
      names = "--parts",
      split = ",",
      paramLabel = "PART",
      description = "What to measure: ${COMPLETION-CANDIDATES}; all by default.")
  private Set<Part> parts = EnumSet.allOf(Part.class);

  @Option(
      names = "--hashes",
      defaultValue = "40",
      paramLabel = "N",
      description = "Tensority hashes to time; default ${DEFAULT-VALUE}.")
  private int hashes = 40;

  @Option(
      names = "--proofs",
      defaultValue = "2147483647",
      paramLabel = "N",
      description = "Blocks of a recorded chain to import with real proof of work; default all.")
  private int proofs = Integer.MAX_VALUE;

  @Option(
      names = "--rounds",
      defaultValue = "6",
      paramLabel = "N",
      description = "Imports with known proofs, the first not counted; default ${DEFAULT-VALUE}.")
  private int rounds = 6;

  @Option(
      names = "--outputs",
      defaultValue = "1000000",
      paramLabel = "N",
      description = "Unspent outputs under the full blocks; default ${DEFAULT-VALUE}.")
  private int outputs = 1_000_000;

  @Option(
      names = "--blocks",
      defaultValue = "40",
      paramLabel = "N",
      description = "Full blocks; default ${DEFAULT-VALUE}.")
  private int blocks = 40;

  @Option(
      names = "--pool",
      defaultValue = "40000",
      paramLabel = "N",
      description = "Transfers given to the pool; default ${DEFAULT-VALUE}.")
  private int poolTransfers = 40_000;

  @Option(
      names = "--miners",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Stratum connections that new work is sent to; default ${DEFAULT-VALUE}.")
  private int miners = 1_000;

  @Option(
      names = "--tips",
      defaultValue = "100",
      paramLabel = "N",
      description = "New tips whose work is timed; default ${DEFAULT-VALUE}.")
  private int tips = 100;

  /**
   * The command.
   *
   * @param progress hears what is being done
   */
  public MainChainBenchCommand(ResultPrinter results, PrintWriter progress) {
    this.report = new Report(results, progress);
  }

  @Override
  public ExitCode call() throws Exception {
    report.begin();
    List<Figure> figures = new ArrayList<>();
    if (parts.contains(Part.TENSORITY)) {
      report.say("Tensority");
      figures.addAll(new TensorityBench(hashes).run());
    }
    if (parts.contains(Part.BLOCKS)) {
      figures.addAll(new FullBlocksBench(report.progress(), outputs, blocks, poolTransfers).run());
    }
    if (parts.contains(Part.WORK)) {
      figures.addAll(new NewWorkBench(report.progress(), WAITING, miners, tips).run());
    }
    if (parts.contains(Part.IMPORT) && recordings.folder().isPresent()) {
      for (String chain : List.of("chain_prefix", "chain_long")) {
        report.say("importing " + chain);
        RecordedChainBench recorded = new RecordedChainBench(recordings.folder().get(), chain);
        figures.addAll(recorded.withResults(rounds));
        if (proofs > 0) {
          figures.addAll(recorded.withProofs(proofs));
        }
      }
    }
    figures.add(Figure.of("memory of the process now", Machine.residentMiB(), "MiB"));
    figures.add(Report.memory());
    report.end(figures);
    return ExitCode.DONE;
  }
}
