package io.bystack.core.store;

import io.bystack.core.store.LogCheck.Cut;
import io.bystack.core.store.LogCheck.Damage;
import io.bystack.core.store.LogCheck.Finding;
import io.bystack.core.store.StoreException.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A store that does not open because its logs are damaged, or that is to be looked at for that: can
 * be cut back to the last change before the damage. What is cut off is kept aside. Holds the store
 * until closed; a kill in the middle leaves a damaged store that can be repaired again.
 */
public final class StoreRepair implements AutoCloseable {
  private final Path folder;
  private final Path db;
  private final StoreLock lock;
  private final Finding finding;

  private StoreRepair(Path folder, StoreLock lock, Finding finding) {
    this.folder = folder;
    this.db = folder.resolve(Store.DATABASE);
    this.lock = lock;
    this.finding = finding;
  }

  /**
   * What would be lost.
   *
   * @param changes the number of changes known to have been written after the damage; there may be
   *     more
   * @param logBytes of the logs
   */
  public record Loss(long changes, long logBytes) {}

  /**
   * Looks at a store nobody has open. Changes nothing.
   *
   * @throws StoreException if somebody has, or it is not this chain's store, or cannot be read
   */
  public static StoreRepair begin(Path folder, String chain, String network) throws StoreException {
    Path format = folder.resolve(StoreFormat.FILE);
    if (!Files.isRegularFile(format)) {
      throw new StoreException(
          Reason.UNKNOWN,
          folder + " is not a store of this program: it has no file " + StoreFormat.FILE);
    }
    StoreLock lock = StoreLock.take(folder);
    boolean done = false;
    try {
      StoreFormat.claim(folder, chain, network);
      Finding finding = LogCheck.of(folder.resolve(Store.DATABASE));
      done = true;
      return new StoreRepair(folder, lock, finding);
    } catch (IOException e) {
      throw new StoreException(Reason.ACCESS, "cannot read " + folder + ": " + e, e);
    } finally {
      if (!done) {
        Store.release(lock);
      }
    }
  }

  /** What is wrong with the logs, in words; empty if nothing is. */
  public Optional<String> damage() {
    return finding.damage().map(Damage::reason);
  }

  /** What {@link #cut} would lose; empty if it would not make the store whole. */
  public Optional<Loss> loss() throws StoreException {
    Optional<Cut> cut = finding.damage().flatMap(Damage::cut);
    if (cut.isEmpty()) {
      return Optional.empty();
    }
    try {
      long bytes = 0;
      for (Path log : cut.get().dropped()) {
        bytes += Files.size(log);
      }
      if (cut.get().log().isPresent()) {
        bytes += Files.size(cut.get().log().get()) - cut.get().bytes();
      }
      return Optional.of(new Loss(finding.seen() - finding.reached(), bytes));
    } catch (IOException e) {
      throw new StoreException(Reason.ACCESS, "cannot read " + db + ": " + e, e);
    }
  }

  /**
   * Cuts the store back.
   *
   * @param aside a folder to make, which gets the logs and the mark as they are
   * @throws IllegalStateException if there is nothing that cutting would repair
   * @throws StoreException if the disk does not let it
   */
  public void cut(Path aside) throws StoreException {
    Cut cut =
        finding
            .damage()
            .flatMap(Damage::cut)
            .orElseThrow(() -> new IllegalStateException("nothing to cut in " + folder));
    try {
      keep(cut, aside);
      // From the end, so that what a kill leaves is seen to be damaged still.
      for (Path log : cut.dropped().reversed()) {
        Files.delete(log);
      }
      if (cut.log().isPresent()) {
        shorten(cut.log().get(), cut.bytes());
      }
      Files.deleteIfExists(db.resolve(DurableMark.FILE));
    } catch (IOException e) {
      throw new StoreException(Reason.ACCESS, "cannot repair " + folder + ": " + e, e);
    }
  }

  private void keep(Cut cut, Path aside) throws IOException {
    Files.createDirectory(aside);
    for (Path log : cut.dropped()) {
      keep(log, aside);
    }
    if (cut.log().isPresent()) {
      keep(cut.log().get(), aside);
    }
    Path mark = db.resolve(DurableMark.FILE);
    if (Files.exists(mark)) {
      keep(mark, aside);
    }
  }

  private static void keep(Path file, Path aside) throws IOException {
    Path copy = Files.copy(file, aside.resolve(file.getFileName()));
    try (FileChannel channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void shorten(Path log, long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
      channel.force(true);
    }
  }

  @Override
  public void close() {
    Store.release(lock);
  }
}
