package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.store.TableStats;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the sizes of a chain's tables. */
@Command(
    name = "stats",
    description = {
      "Show the tables of a chain's database and their sizes; rows are estimates.",
      "No node may be running on the data directory."
    },
    footer = {"%nExamples:", "  bystack db stats --network solonet", "  bystack db stats -o csv"})
final class DbStatsCommand implements Callable<ExitCode> {
  private static final List<String> COLUMNS =
      List.of("table", "rows", "bytes_on_disk", "bytes_in_memory", "purpose");

  private final Terminal terminal;

  @Mixin private ChainSelection selection;

  DbStatsCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    try (ChainOpener opener = new ChainOpener(ProofSource.NONE);
        OpenChain chain = opener.open(selection.select())) {
      List<ObjectNode> rows =
          chain.store().stats().stream()
              .sorted(Comparator.comparing(TableStats::name))
              .map(DbStatsCommand::row)
              .toList();
      terminal.print(COLUMNS, rows);
      return ExitCode.DONE;
    }
  }

  private static ObjectNode row(TableStats stats) {
    ObjectNode row = Json.object();
    row.put("table", stats.name());
    row.put("rows", stats.rows());
    row.put("bytes_on_disk", stats.bytesOnDisk());
    row.put("bytes_in_memory", stats.bytesInMemory());
    row.put("purpose", stats.purpose());
    return row;
  }
}
