package io.bystack.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.core.chain.BackupManifest;
import io.bystack.core.chain.ChainBackup;
import io.bystack.core.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists backups. */
@Command(
    name = "list",
    description = {
      "List the backups of a chain, the oldest first.",
      "With --verify all their files are read; ends with 8 if one is not what was backed up."
    },
    footer = {
      "%nExamples:",
      "  bystack db backup list --network solonet",
      "  bystack db backup list --chain side --backups /mnt/backups --verify"
    })
final class DbBackupListCommand implements Callable<ExitCode> {
  private static final List<String> COLUMNS =
      List.of("name", "network", "height", "made_at", "bytes", "state", "block_hash");

  private final Terminal terminal;

  @Mixin private ChainSelection selection;
  @Mixin private BackupPlace place;

  @Option(names = "--verify", description = "Read all files and compare them with the manifest.")
  private boolean verify;

  DbBackupListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public ExitCode call() {
    List<ObjectNode> rows = new ArrayList<>();
    boolean good = true;
    try {
      for (ChainBackup.Made made : ChainBackup.list(place.of(selection.select()))) {
        String state = verify ? state(made) : "unread";
        good &= !state.startsWith("damaged");
        rows.add(row(made, state));
      }
    } catch (StoreException e) {
      throw CommandException.of(e);
    }
    terminal.print(COLUMNS, rows);
    return good ? ExitCode.DONE : ExitCode.DIFFERENCE;
  }

  private static String state(ChainBackup.Made made) {
    try {
      BackupManifest _ = ChainBackup.verify(made.folder());
      return "verified";
    } catch (StoreException e) {
      return "damaged: " + e.getMessage();
    }
  }

  private static ObjectNode row(ChainBackup.Made made, String state) {
    BackupManifest manifest = made.manifest();
    ObjectNode row = Json.object();
    row.put("name", made.folder().getFileName().toString());
    row.put("folder", made.folder().toAbsolutePath().normalize().toString());
    row.put("chain", manifest.chain());
    row.put("network", manifest.network());
    row.put("height", manifest.height());
    row.put("block_hash", manifest.blockHash());
    row.put("utxo_count", manifest.utxoCount());
    row.put("utxo_digest", manifest.utxoDigest());
    row.put("made_at", manifest.madeAt());
    row.put("bytes", manifest.bytes());
    row.put("state", state);
    return row;
  }
}
