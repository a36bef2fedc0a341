package io.bystack.cli.bench;

import io.bystack.cli.exit.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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

  private final ResultPrinter results;
  private final PrintWriter progress;
  private final SyncSubjects subjects = new SyncSubjects(new SecureRandom());

  @Option(
      names = "--vectors",
      paramLabel = "DIR",
      description = "Folder of the recorded chains; without it no main chain is measured.")
  private Optional<Path> vectors = Optional.empty();

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
    this.results = results;
    this.progress = progress;
  }

  @Override
  public ExitCode call() throws Exception {
    say(Machine.conditions());
    List<Figure> figures = new ArrayList<>();
    if (vectors.isPresent()) {
      figures.addAll(measure(subjects.mainChain(recordings(vectors.get()), "chain_long")));
    }
    if (blocks > 0) {
      say("making a side chain of %,d blocks with %,d transfers each", blocks, transfers);
      figures.addAll(measure(subjects.sideChain(blocks, transfers)));
    }
    figures.add(
        Figure.atMost(2048, "memory of the process at most", Machine.peakResidentMiB(), "MiB"));
    results.print(Figure.COLUMNS, figures.stream().map(Figure::row).toList());
    say("Load average at the end: " + Machine.load());
    return ExitCode.DONE;
  }

  private List<Figure> measure(SyncBench.Subject subject) throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (Lane lane : lanes) {
      say("%s, %,d blocks, %s", subject.name(), subject.blocks().size(), lane);
      figures.addAll(new SyncBench(subject).run(lane == Lane.FAST, rounds));
    }
    return figures;
  }

  private static Path recordings(Path folder) {
    Path below = folder.resolve("mainchain");
    return Files.isDirectory(below) ? below : folder;
  }

  private void say(String text, Object... values) {
    progress.printf(text + "%n", values);
    progress.flush();
  }
}
