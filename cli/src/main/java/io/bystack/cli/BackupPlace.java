package io.bystack.cli;

import io.bystack.cli.ChainSelection.Selected;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where backups are. */
final class BackupPlace {
  @Option(
      names = "--backups",
      paramLabel = "DIR",
      description = "Where backups are (default: backups in the data directory).")
  private Optional<Path> folder = Optional.empty();

  boolean isGiven() {
    return folder.isPresent();
  }

  /** The folder with the backups of a chain. */
  Path of(Selected selected) {
    return folder.orElse(selected.root().resolve("backups")).resolve(selected.name());
  }
}
