package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.SnapshotClaim;
import io.bystack.core.hash.Sha3;
import io.bystack.core.p2p.message.LaneMessage.SnapshotManifest;
import io.bystack.core.p2p.message.LaneTable;
import io.bystack.core.p2p.message.MessageTable.UnservableMessage;
import io.bystack.core.sync.SnapshotSource.Manifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder in which the file of a wanted snapshot is gathered. Nodes may have different files of
 * the same state, so there may be a few of them: {@code ID.manifest}, what the file consists of as
 * the fast lane says it, and {@code ID.parts}, what of it is here; the id is the SHA3-256 of the
 * former. It outlives the process, and leaves {@link SnapshotClaim#SPACE_LEFT_FREE} on the disk.
 */
final class SnapshotDisk {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotDisk.class);
  private static final String MANIFEST = ".manifest";
  private static final String PARTS = ".parts";
  private static final int MAX_FILES = 3;

  /** A database holds its newest rows twice for a while: in its log and in its tables. */
  private static final int COPIES_WHEN_LOADED = 2;

  private final Path folder;
  private final Hash digest;
  private final LongSupplier free;
  private final List<SnapshotParts> files = new ArrayList<>();

  /**
   * The folder of one snapshot, of which nothing is known to be here.
   *
   * @param digest of the wanted state
   * @param free bytes free on the disk
   */
  SnapshotDisk(Path folder, Hash digest, LongSupplier free) {
    this.folder = folder;
    this.digest = digest;
    this.free = free;
  }

  /** Makes the folder, or finds what is in it; hashes all of that. */
  static SnapshotDisk open(Path folder, Hash digest) throws IOException {
    SnapshotDisk disk = new SnapshotDisk(folder, digest, () -> usable(folder));
    disk.find();
    return disk;
  }

  private static long usable(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot ask for the free space of " + folder, e);
    }
  }

  /** Finds what an earlier process left here, and deletes what belongs to nothing. */
  void find() throws IOException {
    Files.createDirectories(folder);
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(all::add);
    }
    for (Path entry : all) {
      Optional<Manifest> manifest = manifest(entry);
      if (manifest.isPresent() && files.size() < MAX_FILES) {
        Hash id = id(digest, manifest.get());
        SnapshotParts found = new SnapshotParts(id, manifest.get(), partsOf(id));
        found.find();
        files.add(found);
        LOG.info("{} of {} parts of a snapshot are here already", found.count(), found.total());
      }
    }
    for (Path entry : all) {
      boolean known =
          files.stream()
              .map(SnapshotParts::id)
              .anyMatch(id -> entry.equals(partsOf(id)) || entry.equals(manifestOf(id)));
      if (!known) {
        Files.delete(entry);
      }
    }
  }

  private Optional<Manifest> manifest(Path entry) throws IOException {
    if (!entry.getFileName().toString().endsWith(MANIFEST)) {
      return Optional.empty();
    }
    try {
      Bytes content = Bytes.wrap(Files.readAllBytes(entry));
      boolean whole = entry.equals(manifestOf(Sha3.sha3(content)));
      if (whole && LaneTable.table().decode(content) instanceof SnapshotManifest message) {
        return Optional.of(message)
            .filter(m -> m.digest().equals(digest))
            .map(Manifest::of)
            .filter(m -> m.contradiction().isEmpty());
      }
    } catch (DecodeException | UnservableMessage e) {
      LOG.warn("{} is damaged and not used: {}", entry, e.getMessage());
    }
    return Optional.empty();
  }

  private Path manifestOf(Hash id) {
    return folder.resolve(id + MANIFEST);
  }

  private Path partsOf(Hash id) {
    return folder.resolve(id + PARTS);
  }

  private static Bytes encoded(Hash digest, Manifest manifest) {
    return LaneTable.table().encode(manifest.message(digest));
  }

  /** By which a file is told from others of the snapshot of that digest. */
  static Hash id(Hash digest, Manifest manifest) {
    return Sha3.sha3(encoded(digest, manifest));
  }

  /** The file of which most is here. */
  Optional<SnapshotParts> fullest() {
    return files.stream().max(Comparator.comparingInt(SnapshotParts::count));
  }

  /** What of a file is here, if it was ever begun. */
  Optional<SnapshotParts> find(Hash id) {
    return files.stream().filter(f -> f.id().equals(id)).findFirst();
  }

  /** Whether a file of so many bytes can be completed and loaded with what is free now. */
  boolean fits(Hash id, long bytes, long unpacked) {
    long missing = find(id).map(SnapshotParts::bytesMissing).orElse(bytes);
    return missing + COPIES_WHEN_LOADED * unpacked <= room();
  }

  /** Bytes that may be written. */
  long room() {
    return free.getAsLong() - SnapshotClaim.SPACE_LEFT_FREE;
  }

  /**
   * Begins a file, or goes on with it; if there are too many, the emptiest other one is deleted.
   */
  SnapshotParts begin(Manifest manifest) throws IOException {
    Bytes content = encoded(digest, manifest);
    Hash id = Sha3.sha3(content);
    Optional<SnapshotParts> known = find(id);
    if (known.isPresent()) {
      return known.get();
    }
    if (files.size() == MAX_FILES) {
      discard(files.stream().min(Comparator.comparingInt(SnapshotParts::count)).orElseThrow());
    }
    Path temporary = folder.resolve(id + ".new");
    Files.write(temporary, content.toArray());
    Files.move(temporary, manifestOf(id), StandardCopyOption.ATOMIC_MOVE);
    SnapshotParts parts = new SnapshotParts(id, manifest, partsOf(id));
    files.add(parts);
    return parts;
  }

  /** Deletes a file. */
  void discard(SnapshotParts parts) throws IOException {
    files.remove(parts);
    Files.deleteIfExists(parts.file());
    Files.deleteIfExists(manifestOf(parts.id()));
  }
}
