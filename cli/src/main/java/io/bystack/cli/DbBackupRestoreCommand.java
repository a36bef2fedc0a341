package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.ChainSelection.Selected;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.chain.BackupManifest;
import io.bystack.core.chain.ChainBackup;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a chain's data of a backup. */
@Command(
    name = "restore",
    description = {
      "Verify a backup and make a chain's data of it in a data directory. All files are read and"
          + " compared before anything is written; the unspent outputs of the result are compared"
          + " with the manifest's digest. No node may be running on the data directory.",
      "A side chain's record of what its key has signed is never in a backup: keep the present one."
    },
    footer = {
      "%nExamples:",
      "  bystack db backup restore latest --network solonet --replace",
      "  bystack db backup restore /mnt/backups/main/20261124T160102345Z-812 --network solonet"
    })
final class DbBackupRestoreCommand implements Callable<ExitCode> {
  private final Terminal terminal;

  @Mixin private ChainSelection selection;
  @Mixin private BackupPlace place;

  @Parameters(
      paramLabel = "BACKUP",
      description = "A backup's folder, its name as db backup list shows it, or latest.")
  private String backup;

  @Option(
      names = "--replace",
      description = "Move the chain's present data aside, to a folder beside it.")
  private boolean replace;

  DbBackupRestoreCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() throws IOException {
    Selected selected = selection.select();
    try {
      Path source = source(selected);
      Path target = selected.folder();
      if (Store.isInUse(target)) {
        throw new CommandException(
            ExitCode.DATA,
            "the data cannot be replaced",
            target + " is in use by a process",
            "Stop it: bystack node stop --data-dir " + selected.root());
      }
      if (Files.exists(target) && !replace) {
        throw CommandException.usage(
            "there is a chain in " + target,
            "a restore does not write over it",
            "Give --replace to have it moved aside, or use another --data-dir.");
      }
      terminal.print(restore(selected, source, target));
      return ExitCode.DONE;
    } catch (StoreException e) {
      throw CommandException.of(e);
    }
  }

  private Path source(Selected selected) throws StoreException {
    Path backups = place.of(selected);
    if (backup.equals("latest")) {
      return ChainBackup.list(backups).stream()
          .reduce((_, later) -> later)
          .map(ChainBackup.Made::folder)
          .orElseThrow(() ->
              CommandException.usage("there is no backup in " + backups, "", "Check --backups."));
    }
    Path named = backups.resolve(backup);
    Path source = Files.isDirectory(named) ? named : Path.of(backup);
    if (!Files.isDirectory(source)) {
      throw CommandException.usage(
          "there is no backup " + backup,
          "neither in " + backups + " nor as a folder of that name",
          "bystack db backup list shows what there is.");
    }
    return source;
  }

  private ObjectNode restore(Selected selected, Path source, Path target)
      throws StoreException, IOException {
    // A side chain is known by its federation: the one kept with the backup, if none is here.
    Path kept = source.resolve(selected.root().relativize(selected.federationFile()).toString());
    if (selected.chain() == ChainKind.SIDE
        && Files.exists(kept)
        && !Files.exists(selected.federationFile())) {
      Files.createDirectories(selected.federationFile().getParent());
      Files.copy(kept, selected.federationFile());
      return restore(selection.select(), source, target);
    }
    Files.createDirectories(selected.root());
    try (ChainOpener opener = new ChainOpener(ProofSource.NONE)) {
      ChainBackup restorer = new ChainBackup(opener.protocol(selected));
      Path fresh = target.resolveSibling(target.getFileName() + ".restored");
      BackupManifest manifest = restorer.restore(source, fresh);
      Optional<Path> aside =
          Files.exists(target) ? Optional.of(moveAside(target)) : Optional.empty();
      Files.move(fresh, target);
      ObjectNode result = Json.object();
      result.put("folder", target.toString());
      result.put("height", manifest.height());
      result.put("block_hash", manifest.blockHash());
      result.put("utxo_digest", manifest.utxoDigest());
      aside.ifPresent(old -> result.put("replaced_data", old.toString()));
      return result;
    }
  }

  private static Path moveAside(Path target) throws IOException {
    String time = Long.toString(Clock.systemUTC().instant().getEpochSecond());
    return Files.move(
        target, target.resolveSibling(target.getFileName() + ".before-restore-" + time));
  }
}
