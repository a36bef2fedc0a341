package io.bystack.cli.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where recorded main chains are. */
final class RecordingsOption {
  @Option(
      names = "--vectors",
      paramLabel = "DIR",
      description = "Folder of the recorded main chains; without it none is measured.")
  private Optional<Path> vectors = Optional.empty();

  /** The folder, which may be given by the one above it. */
  Optional<Path> folder() {
    return vectors.map(given -> {
      Path below = given.resolve("mainchain");
      return Files.isDirectory(below) ? below : given;
    });
  }
}
