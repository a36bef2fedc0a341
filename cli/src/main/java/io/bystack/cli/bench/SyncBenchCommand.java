package io.bystack.cli.bench;

import io.bystack.cli.exit.ExitCode;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures how fast one node synchronises from another. */
@Command(
    name = "sync",
    description = {
      "Measure how fast an empty node synchronises from another over a loopback socket.",
      "Both run in this process. A side chain is made for it; the main chain is a recorded one,"
          + " whose proofs of work are known. Chains are kept in the folder for temporary files and"
          + " deleted."
    },
    footer = {
      "%nExamples:",
      "  bystack bench sync --vectors ../shared/vectors/mainchain",
      "  bystack bench sync --blocks 200 --lanes fast"
    })
public final class SyncBenchCommand implements Callable<ExitCode> {
  /** How the nodes speak. */
  enum Lane {
    OLD,
    FAST
  }

  private final Report report;
  private final SyncSubjects subjects = new SyncSubjects(new SecureRandom());

  @Mixin private RecordingsOption recordings;

  @Option(
      names = "--lanes",
      split = ",",
      paramLabel = "LANE",
      description = "How the nodes speak: ${COMPLETION-CANDIDATES}; both by default.")
  private List<Lane> lanes = List.of(Lane.values());

  @Option(
      names = "--blocks",
      defaultValue = "500",
      paramLabel = "N",
      description =
          "Blocks of the side chain with transfers, 0 for none; default ${DEFAULT-VALUE}.")
  private int blocks = 500;

  @Option(
      names = "--transfers",
      defaultValue = "128",
      paramLabel = "N",
      description = "Transfers in each of them; default ${DEFAULT-VALUE}.")
  private int transfers = 128;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      paramLabel = "N",
      description = "Times to synchronise after one that warms up; default ${DEFAULT-VALUE}.")
  private int rounds = 3;

  /**
   * The command.
   *
   * @param progress hears what is being done
   */
  public SyncBenchCommand(ResultPrinter results, PrintWriter progress) {
    this.report = new Report(results, progress);
  }

  @Override
  public ExitCode call() throws Exception {
    report.begin();
    List<Figure> figures = new ArrayList<>();
    if (recordings.folder().isPresent()) {
      figures.addAll(measure(subjects.mainChain(recordings.folder().get(), "chain_long")));
    }
    if (blocks > 0) {
      report.say(
          String.format(
              Locale.ROOT,
              "making a side chain of %,d blocks with %,d transfers each",
              blocks,
              transfers));
      figures.addAll(measure(subjects.sideChain(blocks, transfers)));
    }
    figures.add(Report.memory());
    report.end(figures);
    return ExitCode.DONE;
  }

  private List<Figure> measure(SyncBench.Subject subject) throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (Lane lane : lanes) {
      report.say(
          String.format(
              Locale.ROOT, "%s, %,d blocks, %s", subject.name(), subject.blocks().size(), lane));
      figures.addAll(new SyncBench(subject).run(lane == Lane.FAST, rounds));
    }
    return figures;
  }
}
