package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.ChainSelection.Selected;
import io.bystack.cli.client.TokenOption;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.cli.node.ApiAddress;
import io.bystack.core.chain.ChainBackup;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Copies a chain's database, whether a node runs on it or not. */
@Command(
    name = "create",
    description = {
      "Copy a chain's database into a new folder with a manifest. A node may be running on the data"
          + " directory: then it makes the copy, in its backup-folder, and goes on meanwhile.",
      "Files that never change are linked instead of copied where the volume is the same."
    },
    footer = {
      "%nExamples:",
      "  bystack db backup create --network solonet",
      "  bystack db backup create --chain side --data-dir /srv/bystack --backups /mnt/backups"
    })
final class DbBackupCreateCommand implements Callable<ExitCode> {
  private static final Duration PATIENCE = Duration.ofHours(6);

  private final Terminal terminal;

  @Mixin private ChainSelection selection;
  @Mixin private BackupPlace place;
  @Mixin private TokenOption token;

  DbBackupCreateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() throws IOException {
    Selected selected = selection.select();
    Path folder = OpenChain.existing(selected);
    try {
      terminal.print(Store.isInUse(folder) ? online(selected, folder) : offline(selected));
      return ExitCode.DONE;
    } catch (StoreException e) {
      throw CommandException.of(e);
    }
  }

  private ObjectNode online(Selected selected, Path folder) throws IOException {
    if (place.isGiven()) {
      throw CommandException.usage(
          "--backups is of no use while a node runs",
          "the node on " + selected.root() + " copies to its own backup-folder",
          "Leave it out, or configure backup-folder, or stop the node.");
    }
    URI api =
        ApiAddress.read(folder)
            .orElseThrow(() ->
                CommandException.failed(
                    "the data is in use, and not by a node",
                    folder + " has no file that says where a node's API is",
                    "Wait until the other command has ended."));
    return (ObjectNode)
        token
            .client(api, PATIENCE)
            .call(
                "/bystack/create-backup",
                Json.object()
                    .put("data_folder", selected.root().toAbsolutePath().normalize().toString()));
  }

  private ObjectNode offline(Selected selected) throws StoreException {
    try (ChainOpener opener = new ChainOpener(ProofSource.NONE);
        OpenChain chain = opener.open(selected)) {
      Path federation = selected.federationFile();
      String name = selected.root().relativize(federation).toString();
      ChainBackup.Made made =
          new ChainBackup(chain.engine().protocol())
              .create(
                  chain.store(),
                  place.of(selected),
                  Files.exists(federation) && selected.chain() == ChainKind.SIDE
                      ? Map.of(name, federation)
                      : Map.of(),
                  Clock.systemUTC().instant());
      ObjectNode result = Json.object();
      result.put("folder", made.folder().toAbsolutePath().normalize().toString());
      result.put("height", made.manifest().height());
      result.put("block_hash", made.manifest().blockHash());
      result.put("utxo_count", made.manifest().utxoCount());
      result.put("utxo_digest", made.manifest().utxoDigest());
      result.put("bytes", made.manifest().bytes());
      return result;
    }
  }
}
