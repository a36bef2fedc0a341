package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.store.StoreFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Reads a chain's whole database. */
@Command(
    name = "verify",
    description = {
      "Read every row of a chain's database and the checksums of all its files.",
      "Ends with 8 if something is damaged. Whether the blocks are good is for chain verify to say."
          + " No node may be running on the data directory."
    },
    footer = {"%nExamples:", "  bystack db verify --network solonet"})
final class DbVerifyCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private ChainSelection selection;

  DbVerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    try (ChainOpener opener = new ChainOpener(ProofSource.NONE);
        OpenChain chain = opener.open(selection.select())) {
      List<ObjectNode> rows = new ArrayList<>();
      try {
        chain
            .store()
            .verify((table, count) -> {
              ObjectNode row = Json.object();
              row.put("table", table);
              row.put("rows", count);
              rows.add(row);
            });
      } catch (StoreFailure e) {
        throw new CommandException(
            ExitCode.DIFFERENCE,
            "the database is damaged",
            e.getMessage(),
            "Restore a backup, or import the chain into an empty folder.");
      }
      terminal.print(List.of("table", "rows"), rows);
      return ExitCode.DONE;
    }
  }
}
