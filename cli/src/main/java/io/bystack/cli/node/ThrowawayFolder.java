package io.bystack.cli.node;

import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of a network for trying things out. Only one that such a network has made is ever
 * deleted.
 *
 * @param command the subcommand it belongs to: its mark is a file named after it
 */
public record ThrowawayFolder(Path folder, String command) {

  /** Makes the folder, or begins anew in it if told to. */
  public void prepare(boolean reset) {
    Path mark = folder.resolve("bystack-" + command);
    try {
      if (reset && Files.exists(folder)) {
        if (!Files.exists(mark)) {
          throw CommandException.usage(
              "--reset would delete " + folder,
              "it has no file " + mark.getFileName() + ", so it is not from bystack " + command,
              "Delete it yourself, or use another --data-dir.");
        }
        deleteTree(folder);
      }
      Files.createDirectories(folder);
      if (!Files.exists(mark)) {
        Files.createFile(mark);
      }
    } catch (IOException e) {
      throw CommandException.failed(
          "the data directory cannot be used", Reason.of(e), "Use another --data-dir.");
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
