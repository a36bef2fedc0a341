package io.bystack.cli.bench;

import java.io.PrintWriter;
import java.util.List;

/**
 * What a benchmark tells: the machine's conditions before and after, and its figures.
 *
 * @param results takes the figures in the format the user has chosen
 * @param progress hears what is being done
 */
record Report(ResultPrinter results, PrintWriter progress) {
  private static final double MEMORY_TARGET_MIB = 2048;

  /** Says what machine this is and how busy. */
  void begin() {
    say(Machine.conditions());
  }

  void say(String text) {
    progress.println(text);
    progress.flush();
  }

  /** The most memory this process has had. */
  static Figure memory() {
    return Figure.atMost(
        MEMORY_TARGET_MIB, "memory of the process at most", Machine.peakResidentMiB(), "MiB");
  }

  /** Prints the figures, and how busy the machine is now. */
  void end(List<Figure> figures) {
    results.print(Figure.COLUMNS, figures.stream().map(Figure::row).toList());
    say("Load average at the end: " + Machine.load());
  }
}
