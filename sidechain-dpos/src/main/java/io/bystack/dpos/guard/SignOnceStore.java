package io.bystack.dpos.guard;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.dpos.guard.SignOnceException.Problem;
import io.bystack.dpos.guard.SigningRecord.Allowed;
import io.bystack.dpos.guard.SigningRecord.Refused;
import io.bystack.dpos.guard.SigningRecord.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The sign-once record in a file of its own. Two copies are written in turn, each synced before the
 * answer, so that a torn write leaves the one before, whose signature was then never released. The
 * file is locked while open: two processes cannot share it.
 */
public final class SignOnceStore implements SignOnce, AutoCloseable {
  private final FileChannel file;
  private final FileLock lock;
  private RecordSlot current;

  private SignOnceStore(FileChannel file, FileLock lock, RecordSlot current) {
    this.file = file;
    this.lock = lock;
    this.current = current;
  }

  /**
   * Makes a new file. Its directory is synced, and those made for it with what they are in, so that
   * the file cannot vanish after a power cut.
   *
   * @param first what the key has done so far; a key used before needs at least its highest height
   * @throws SignOnceException {@code EXISTS} if there is a file already: it may know more
   */
  public static SignOnceStore create(Path path, SigningRecord first) throws IOException {
    if (Files.exists(path)) {
      throw new SignOnceException(
          Problem.EXISTS, path + " exists; import into it instead of making a new one");
    }
    List<Path> changed = makeDirectories(path.toAbsolutePath().getParent());
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    SignOnceStore store = locked(path, file, new RecordSlot(0, first));
    store.write(new RecordSlot(1, first));
    store.write(new RecordSlot(2, first));
    for (Path directory : changed) {
      syncDirectory(directory);
    }
    return store;
  }

  /** Makes a directory with those above it; it and all that have changed by it, inmost first. */
  private static List<Path> makeDirectories(Path directory) throws IOException {
    List<Path> changed = new ArrayList<>(List.of(directory));
    for (Path at = directory; !Files.exists(at); at = at.getParent()) {
      changed.add(at.getParent());
    }
    Files.createDirectories(directory);
    return changed;
  }

  /**
   * Opens a file.
   *
   * @throws SignOnceException naming what is wrong; the key must not sign then
   */
  public static SignOnceStore open(Path path, Hash chain, Bytes xpub) throws IOException {
    if (!Files.exists(path)) {
      throw new SignOnceException(
          Problem.MISSING, path + " is missing; restore it, or import or repair the guard");
    }
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    SignOnceStore store = locked(path, file, new RecordSlot(0, SigningRecord.fresh(chain, xpub)));
    try {
      store.current = store.readLatest(path);
      store.requireOwner(path, chain, xpub);
      return store;
    } catch (IOException e) {
      store.close();
      throw e;
    }
  }

  /**
   * Opens a file whatever chain and key it is for.
   *
   * @throws SignOnceException if it is missing, cannot be read or is in use
   */
  public static SignOnceStore open(Path path) throws IOException {
    SigningRecord owner = peek(path);
    return open(path, owner.chain(), owner.xpub());
  }

  private static SigningRecord peek(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new SignOnceException(Problem.MISSING, path + " is missing");
    }
    return slots(Files.readAllBytes(path)).stream()
        .max(Comparator.comparingLong(RecordSlot::generation))
        .orElseThrow(() ->
            new SignOnceException(
                Problem.CORRUPT, path + " cannot be read; repair the guard with a safe height"))
        .record();
  }

  /**
   * Replaces a file that cannot be read by one in which all heights up to {@code floor} are used
   * up. What can still be read of the old file is kept, and so is the old file, as {@code .broken}.
   *
   * @param floor the highest height the key may have signed, by the best knowledge there is
   */
  public static SignOnceStore repair(Path path, Hash chain, Bytes xpub, long floor)
      throws IOException {
    SigningRecord record = SigningRecord.fresh(chain, xpub);
    if (Files.exists(path)) {
      for (RecordSlot slot : slots(Files.readAllBytes(path))) {
        if (record.merge(slot.record()) instanceof Allowed allowed) {
          record = allowed.next();
        }
      }
      Files.move(path, freeName(path));
    }
    return create(path, record.floor(floor));
  }

  @Override
  public synchronized Verdict reserve(long height, Hash block) throws IOException {
    Verdict verdict = current.record().sign(height, block);
    if (verdict instanceof Allowed allowed && !allowed.next().equals(current.record())) {
      write(new RecordSlot(current.generation() + 1, allowed.next()));
    }
    return verdict;
  }

  /** Takes over what another machine's record knows; refused if it is for another key or chain. */
  public synchronized Verdict merge(SigningRecord other) throws IOException {
    Verdict verdict = current.record().merge(other);
    return switch (verdict) {
      case Allowed allowed -> {
        write(new RecordSlot(current.generation() + 1, allowed.next()));
        yield allowed;
      }
      case Refused refused -> refused;
    };
  }

  @Override
  public synchronized SigningRecord record() {
    return current.record();
  }

  @Override
  public synchronized void close() throws IOException {
    lock.release();
    file.close();
  }

  private void write(RecordSlot slot) throws IOException {
    ByteBuffer bytes = slot.encode();
    long position = (slot.generation() & 1) * RecordSlot.SIZE;
    while (bytes.hasRemaining()) {
      file.write(bytes, position + bytes.position());
    }
    file.force(true);
    current = slot;
  }

  private RecordSlot readLatest(Path path) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(2 * RecordSlot.SIZE);
    int read = 0;
    while (bytes.hasRemaining() && read >= 0) {
      read = file.read(bytes, bytes.position());
    }
    return slots(bytes.array()).stream()
        .max(Comparator.comparingLong(RecordSlot::generation))
        .orElseThrow(() ->
            new SignOnceException(
                Problem.CORRUPT, path + " cannot be read; repair the guard with a safe height"));
  }

  private void requireOwner(Path path, Hash chain, Bytes xpub) throws SignOnceException {
    SigningRecord record = current.record();
    if (!record.chain().equals(chain) || !record.xpub().equals(xpub)) {
      throw new SignOnceException(
          Problem.FOREIGN,
          "%s is for chain %s and key %s, expected chain %s and key %s"
              .formatted(path, record.chain(), record.xpub(), chain, xpub));
    }
  }

  private static List<RecordSlot> slots(byte[] file) {
    byte[] whole = Arrays.copyOf(file, 2 * RecordSlot.SIZE);
    return Stream.of(
            Arrays.copyOfRange(whole, 0, RecordSlot.SIZE),
            Arrays.copyOfRange(whole, RecordSlot.SIZE, 2 * RecordSlot.SIZE))
        .map(RecordSlot::decode)
        .flatMap(Optional::stream)
        .toList();
  }

  private static SignOnceStore locked(Path path, FileChannel file, RecordSlot first)
      throws IOException {
    try {
      FileLock lock = file.tryLock();
      if (lock != null) {
        return new SignOnceStore(file, lock, first);
      }
    } catch (OverlappingFileLockException e) {
      // This process has it open: the same answer as for another one, below.
      Objects.requireNonNull(e);
    }
    file.close();
    throw new SignOnceException(Problem.IN_USE, path + " is in use by a running producer");
  }

  private static Path freeName(Path path) {
    Path free = path.resolveSibling(path.getFileName() + ".broken");
    for (int i = 2; Files.exists(free); i++) {
      free = path.resolveSibling(path.getFileName() + ".broken" + i);
    }
    return free;
  }

  private static void syncDirectory(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
