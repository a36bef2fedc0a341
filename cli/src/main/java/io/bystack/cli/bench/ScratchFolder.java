package io.bystack.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder for temporary files that is deleted with everything in it. */
record ScratchFolder(Path path) implements AutoCloseable {
  static ScratchFolder create() throws IOException {
    return new ScratchFolder(Files.createTempDirectory("bystack-bench"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
