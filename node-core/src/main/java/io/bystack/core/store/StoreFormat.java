package io.bystack.core.store;

import io.bystack.core.store.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The record of what a store folder is, kept beside the database so that it can be read before
 * anything is touched: three lines, {@code bystack-store <version>}, {@code chain <chain>}, {@code
 * network <network>}.
 */
record StoreFormat(int version, String chain, String network) {
  /** Raised whenever a table's meaning changes. */
  static final int CURRENT = 1;

  static final String FILE = "FORMAT";
  private static final String MAGIC = "bystack-store ";

  /** Checks the folder; writes the record if the folder is new and empty. */
  static void claim(Path folder, String chain, String network) throws StoreException {
    Path file = folder.resolve(FILE);
    try {
      if (Files.exists(file)) {
        read(file).check(folder, chain, network);
      } else if (hasOtherFiles(folder)) {
        throw new StoreException(
            Reason.UNKNOWN, folder + " is not a store of this program: it has no file " + FILE);
      } else {
        new StoreFormat(CURRENT, chain, network).write(file);
      }
    } catch (IOException e) {
      throw new StoreException(Reason.ACCESS, "cannot use " + file + ": " + e.getMessage(), e);
    }
  }

  private static boolean hasOtherFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(f -> !f.getFileName().toString().equals(StoreLock.FILE));
    }
  }

  static StoreFormat read(Path file) throws IOException, StoreException {
    List<String> lines = Files.readAllLines(file);
    try {
      if (lines.size() == 3 && lines.get(0).startsWith(MAGIC)) {
        return new StoreFormat(
            Integer.parseInt(lines.get(0).substring(MAGIC.length())),
            after("chain ", lines.get(1)),
            after("network ", lines.get(2)));
      }
    } catch (IllegalArgumentException e) {
      throw new StoreException(Reason.UNKNOWN, file + " is not readable as a store's record", e);
    }
    throw new StoreException(Reason.UNKNOWN, file + " is not readable as a store's record");
  }

  private static String after(String prefix, String line) {
    if (!line.startsWith(prefix)) {
      throw new IllegalArgumentException(line);
    }
    return line.substring(prefix.length());
  }

  private void check(Path folder, String wantedChain, String wantedNetwork) throws StoreException {
    if (version > CURRENT) {
      throw new StoreException(
          Reason.NEWER,
          folder + " has store format " + version + ", this program knows up to " + CURRENT);
    }
    if (version < 1) {
      throw new StoreException(Reason.UNKNOWN, folder + " has store format " + version);
    }
    if (!chain.equals(wantedChain) || !network.equals(wantedNetwork)) {
      throw new StoreException(
          Reason.OTHER_CHAIN,
          folder
              + " belongs to "
              + chain
              + "/"
              + network
              + ", not "
              + wantedChain
              + "/"
              + wantedNetwork);
    }
  }

  void write(Path file) throws IOException {
    Path temporary = file.resolveSibling(FILE + ".new");
    Files.writeString(
        temporary, MAGIC + version + "\nchain " + chain + "\nnetwork " + network + "\n");
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
