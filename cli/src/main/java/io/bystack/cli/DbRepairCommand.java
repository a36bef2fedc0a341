package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.ChainSelection.Selected;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.ChainParameters;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreRepair;
import io.bystack.core.store.StoreRepair.Loss;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a chain's database open again whose write-ahead log is damaged. */
@Command(
    name = "repair",
    description = {
      "Cut a chain's damaged write-ahead log back to the last whole change before the damage, and"
          + " show where the chain stands then. A node fetches the blocks after it from its peers.",
      "What is cut off is kept in a folder beside the chain's. Says first what would be lost, and"
          + " asks. Damage elsewhere cannot be mended: restore a backup. No node may be running on"
          + " the data directory."
    },
    footer = {
      "%nExamples:",
      "  bystack db repair --network solonet",
      "  bystack db repair --chain side --data-dir /srv/bystack --yes"
    })
final class DbRepairCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private ChainSelection selection;

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  DbRepairCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() throws IOException {
    Selected selected = selection.select();
    Path folder = OpenChain.existing(selected);
    ObjectNode result = Json.object();
    result.put("folder", folder.toAbsolutePath().normalize().toString());
    try (ChainOpener opener = new ChainOpener(ProofSource.NONE)) {
      repair(folder, opener.protocol(selected).parameters(), result);
      try (OpenChain chain = opener.open(selected)) {
        BlockRef best = chain.engine().best();
        result.put("height", best.height());
        result.put("best_block_hash", best.hash().toString());
      }
    } catch (StoreException e) {
      throw CommandException.of(e);
    }
    terminal.print(result);
    return ExitCode.DONE;
  }

  private void repair(Path folder, ChainParameters chain, ObjectNode result)
      throws StoreException, IOException {
    try (StoreRepair repair = StoreRepair.begin(folder, chain.chain(), chain.network())) {
      if (repair.damage().isEmpty()) {
        result.put("damage", "none in the logs; bystack db verify reads everything else");
        return;
      }
      String damage = repair.damage().get();
      Loss loss =
          repair
              .loss()
              .orElseThrow(() ->
                  new CommandException(
                      ExitCode.DATA,
                      "the database cannot be repaired",
                      damage,
                      "Restore a backup, or load a snapshot or import the chain into an empty"
                          + " folder."));
      if (!yes) {
        confirm(damage, loss);
      }
      String time = Long.toString(Clock.systemUTC().instant().getEpochSecond());
      Path aside = folder.resolveSibling(folder.getFileName() + ".cut-off-" + time);
      repair.cut(aside);
      result.put("damage", damage);
      result.put("lost_changes", loss.changes());
      result.put("lost_log_bytes", loss.logBytes());
      result.put("kept_aside", aside.toAbsolutePath().normalize().toString());
    }
  }

  private void confirm(String damage, Loss loss) throws IOException {
    terminal.err().println("Damage: " + damage + ".");
    terminal
        .err()
        .printf(
            "What follows would be cut off: %d bytes of log%s. Type yes to go on: ",
            loss.logBytes(),
            loss.changes() > 0 ? " with at least " + loss.changes() + " changes" : "");
    terminal.err().flush();
    String answer =
        new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8)).readLine();
    if (answer == null || !answer.strip().equals("yes")) {
      throw CommandException.usage(
          "nothing was changed", "the answer was not yes", "Use --yes in scripts.");
    }
  }
}
