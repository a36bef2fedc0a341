package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.BackupManifest.StoredFile;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.store.FailPoints;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreException.Reason;
import io.bystack.core.store.StoreOptions;
import io.bystack.core.store.SyncMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Copies of a chain's store that know what they are: a folder with the store under the chain's
 * name, and a manifest. Made while the store is in use. A copy that is opened changes: it is to be
 * restored elsewhere instead.
 */
public final class ChainBackup {
  private static final String UNFINISHED = ".part-";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  // A copy is opened to read it once, maybe inside a node that has its memory spoken for.
  private static final StoreOptions SMALL =
      new StoreOptions(16L << 20, 8L << 20, SyncMode.ON_REQUEST, FailPoints.NONE);

  private final ChainProtocol protocol;

  /** For chains of this protocol. */
  public ChainBackup(ChainProtocol protocol) {
    this.protocol = protocol;
  }

  /**
   * A backup.
   *
   * @param folder where it is
   */
  public record Made(Path folder, BackupManifest manifest) {}

  /**
   * Copies a store, also while its chain goes on: the copy is the chain as it is at one moment.
   * Files that never change are linked where the folder is on the same volume.
   *
   * @param backups gets a new folder, named after time and height, when the copy is complete
   * @param more further files to keep, by their path in the backup
   * @throws StoreException if the copy cannot be written or does not read
   */
  public Made create(Store store, Path backups, Map<String, Path> more, Instant now)
      throws StoreException {
    Path part = backups.resolve(UNFINISHED + TIME.format(now));
    boolean done = false;
    try {
      Files.createDirectories(part);
      Path copy = part.resolve(protocol.parameters().chain());
      store.backup(copy);
      for (Map.Entry<String, Path> file : more.entrySet()) {
        Path kept = part.resolve(file.getKey());
        Files.createDirectories(kept.getParent());
        Files.copy(file.getValue(), kept);
      }
      BackupManifest manifest = describe(part, copy, now);
      manifest.write(part);
      Path folder = backups.resolve(TIME.format(now) + "-" + manifest.height());
      Files.move(part, folder);
      done = true;
      return new Made(folder, manifest);
    } catch (IOException e) {
      throw new StoreException(
          Reason.ACCESS, "cannot back up to " + backups + ": " + e.getMessage(), e);
    } finally {
      if (!done) {
        FileTree.deleteQuietly(part);
      }
    }
  }

  private BackupManifest describe(Path part, Path copy, Instant now)
      throws IOException, StoreException {
    State state = State.read(copy, protocol);
    List<StoredFile> files = new ArrayList<>();
    for (Path file : FileTree.files(part)) {
      files.add(
          new StoredFile(
              part.relativize(file).toString().replace('\\', '/'),
              Files.size(file),
              FileTree.sha256(file)));
    }
    return new BackupManifest(
        BackupManifest.FORMAT,
        protocol.parameters().chain(),
        protocol.parameters().network(),
        state.genesis.toHex(),
        state.height,
        state.tip.toHex(),
        now.toString(),
        state.utxos.count(),
        state.utxos.digest().toHex(),
        files);
  }

  /** What a store's tables say. */
  private record State(Hash genesis, long height, Hash tip, UtxoDigest utxos) {
    static State read(Path folder, ChainProtocol protocol) throws StoreException, IOException {
      State state;
      try (Store store =
          Store.open(
              folder,
              protocol.parameters().chain(),
              protocol.parameters().network(),
              ChainTables.of(protocol),
              SMALL)) {
        Hash tip = store.get(ChainTables.STATE, BlockIndex.BEST).map(Hash::of).orElseThrow();
        long height = store.floor(ChainTables.MAIN, Long.MAX_VALUE).orElseThrow().key();
        Hash genesis = store.get(ChainTables.MAIN, 0L).orElse(Hash.ZERO);
        state = new State(genesis, height, tip, UtxoDigest.of(store));
      }
      // Names the process that had it open.
      Files.deleteIfExists(folder.resolve("PROCESS"));
      return state;
    }

    void requireEqual(BackupManifest manifest, Path backup) throws StoreException {
      if (height != manifest.height()
          || !tip.toHex().equals(manifest.blockHash())
          || !utxos.digest().toHex().equals(manifest.utxoDigest())) {
        throw new StoreException(
            Reason.DAMAGED,
            "%s says block %d %s with outputs %s, its store has block %d %s with outputs %s"
                .formatted(
                    backup,
                    manifest.height(),
                    manifest.blockHash(),
                    manifest.utxoDigest(),
                    height,
                    tip,
                    utxos.digest()));
      }
    }
  }

  /**
   * Reads all files of a backup and compares them with its manifest.
   *
   * @throws StoreException naming the first file that is missing or differs
   */
  public static BackupManifest verify(Path backup) throws StoreException {
    BackupManifest manifest = BackupManifest.read(backup);
    for (StoredFile file : manifest.files()) {
      Path path = backup.resolve(file.path()).normalize();
      if (!path.startsWith(backup.normalize())) {
        throw new StoreException(
            Reason.DAMAGED, backup + " lists a file outside it: " + file.path());
      }
      try {
        if (!Files.isRegularFile(path)) {
          throw new StoreException(Reason.DAMAGED, path + " is missing");
        }
        if (Files.size(path) != file.bytes() || !FileTree.sha256(path).equals(file.sha256())) {
          throw new StoreException(Reason.DAMAGED, path + " is not what was backed up");
        }
      } catch (IOException e) {
        throw new StoreException(Reason.ACCESS, "cannot read " + path + ": " + e.getMessage(), e);
      }
    }
    return manifest;
  }

  /**
   * Verifies a backup, copies its store, and checks that the copy is the chain the manifest names.
   *
   * @param target folder of the store to make; must not exist
   * @throws StoreException if the backup is another chain's, or damaged; then there is no target
   */
  public BackupManifest restore(Path backup, Path target) throws StoreException {
    BackupManifest manifest = verify(backup);
    String expected = protocol.parameters().chain() + "/" + protocol.parameters().network();
    String found = manifest.chain() + "/" + manifest.network();
    String genesis = protocol.parameters().genesis().hash().toHex();
    if (!found.equals(expected) || !manifest.genesis().equals(genesis)) {
      throw new StoreException(
          Reason.OTHER_CHAIN,
          "%s is of %s with genesis %s, not of %s with genesis %s"
              .formatted(backup, found, manifest.genesis(), expected, genesis));
    }
    Path part = target.resolveSibling(target.getFileName() + ".restoring");
    boolean done = false;
    try {
      FileTree.deleteQuietly(part);
      FileTree.copy(backup.resolve(manifest.chain()), part);
      State.read(part, protocol).requireEqual(manifest, backup);
      Files.move(part, target);
      done = true;
      return manifest;
    } catch (IOException e) {
      throw new StoreException(
          Reason.ACCESS, "cannot restore to " + target + ": " + e.getMessage(), e);
    } finally {
      if (!done) {
        FileTree.deleteQuietly(part);
      }
    }
  }

  /** The complete backups in a folder, the oldest first; none if there is no such folder. */
  public static List<Made> list(Path backups) throws StoreException {
    List<Made> found = new ArrayList<>();
    for (Path folder : folders(backups, false)) {
      if (Files.exists(folder.resolve(BackupManifest.NAME))) {
        found.add(new Made(folder, BackupManifest.read(folder)));
      }
    }
    return found;
  }

  /**
   * Deletes all backups but the newest, and what broken off attempts have left for more than a day.
   *
   * @param keep how many stay, at least 1
   * @return what was deleted, the oldest first
   */
  public static List<Path> prune(Path backups, int keep, Instant now) throws StoreException {
    if (keep < 1) {
      throw new IllegalArgumentException("keep " + keep + " backups, at least 1 expected");
    }
    List<Path> gone = new ArrayList<>();
    List<Made> all = list(backups);
    all.subList(0, Math.max(0, all.size() - keep)).forEach(made -> gone.add(made.folder()));
    String yesterday = UNFINISHED + TIME.format(now.minus(java.time.Duration.ofDays(1)));
    for (Path part : folders(backups, true)) {
      if (part.getFileName().toString().compareTo(yesterday) < 0) {
        gone.add(part);
      }
    }
    try {
      for (Path folder : gone) {
        FileTree.delete(folder);
      }
    } catch (IOException e) {
      throw new StoreException(Reason.ACCESS, "cannot delete in " + backups + ": " + e, e);
    }
    return gone;
  }

  private static List<Path> folders(Path backups, boolean unfinished) throws StoreException {
    if (!Files.isDirectory(backups)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(backups)) {
      return all.filter(Files::isDirectory)
          .filter(f -> f.getFileName().toString().startsWith(UNFINISHED) == unfinished)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new StoreException(Reason.ACCESS, "cannot read " + backups + ": " + e.getMessage(), e);
    }
  }
}
