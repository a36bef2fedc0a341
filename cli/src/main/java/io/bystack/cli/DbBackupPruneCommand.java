package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.chain.ChainBackup;
import io.bystack.core.store.StoreException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deletes old backups. */
@Command(
    name = "prune",
    description = {
      "Delete all backups of a chain but the newest ones.",
      "What attempts that broke off left more than a day ago is deleted too."
    },
    footer = {
      "%nExamples:",
      "  bystack db backup prune --keep 7 --network solonet",
      "  bystack db backup prune --keep 2 --chain side --backups /mnt/backups"
    })
final class DbBackupPruneCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private ChainSelection selection;
  @Mixin private BackupPlace place;

  @Option(
      names = "--keep",
      required = true,
      paramLabel = "N",
      description = "So many stay, at least 1.")
  private int keep;

  DbBackupPruneCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    if (keep < 1) {
      throw CommandException.usage("--keep is " + keep, "at least 1 is expected", "");
    }
    try {
      List<Path> gone =
          ChainBackup.prune(place.of(selection.select()), keep, Clock.systemUTC().instant());
      List<ObjectNode> rows =
          gone.stream().map(f -> Json.object().put("deleted", f.toString())).toList();
      terminal.print(List.of("deleted"), rows);
      return ExitCode.DONE;
    } catch (StoreException e) {
      throw CommandException.of(e);
    }
  }
}
