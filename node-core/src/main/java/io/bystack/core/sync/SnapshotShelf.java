package io.bystack.core.sync;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.ChainSnapshot;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.ChainListener;
import io.bystack.core.consensus.TipChange;
import io.bystack.core.hash.Sha3;
import io.bystack.core.p2p.message.LaneMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of snapshot files, {@code HEIGHT-DIGEST.snapshot}, which peers may have. If told to,
 * makes one of the tip every so many blocks and keeps the last few. A snapshot is given away only
 * once its block can hardly be undone.
 */
public final class SnapshotShelf implements SnapshotSource, ChainListener {
  private static final Logger LOG = LoggerFactory.getLogger(SnapshotShelf.class);
  private static final Pattern NAME = Pattern.compile("(\\d{1,18})-([0-9a-f]{64})\\.snapshot");
  private static final int KEPT = 3;

  /** How deep a block must lie on a chain without finality. */
  private static final int DEPTH = 100;

  private final ChainEngine engine;
  private final Path folder;
  private final long every;
  private final BooleanSupplier caughtUp;
  private final Executor background;
  private final Map<Hash, Kept> kept = new ConcurrentHashMap<>();
  private final AtomicBoolean making = new AtomicBoolean();

  /** A file on the shelf. */
  private record Kept(long height, Path file, Manifest manifest) {}

  /**
   * The shelf of a folder, which need not exist.
   *
   * @param making when to make snapshots
   * @param background makes and reads files
   */
  public SnapshotShelf(ChainEngine engine, Path folder, Making making, Executor background) {
    this.engine = engine;
    this.folder = folder;
    this.every = making.every;
    this.caughtUp = making.caughtUp;
    this.background = background;
  }

  /**
   * When snapshots are made.
   *
   * @param every blocks between two of them; 0 to make none
   * @param caughtUp whether the chain has what peers have; before that none are made
   */
  public record Making(long every, BooleanSupplier caughtUp) {
    /** Never. */
    public static final Making NEVER = new Making(0, () -> false);
  }

  /** Looks at what is there, in the background, and follows the chain. */
  public void open() {
    background.execute(this::takeStock);
    if (every > 0) {
      engine.addListener(this);
    }
  }

  private void takeStock() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.snapshot")) {
      for (Path file : files) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          keepIfReadable(Long.parseLong(name.group(1)), Hash.fromHex(name.group(2)), file);
        }
      }
    } catch (IOException e) {
      LOG.warn("snapshots in {} cannot be read: {}", folder, e.getMessage());
    }
  }

  private void keepIfReadable(long height, Hash digest, Path file) {
    try {
      keep(height, digest, file);
    } catch (IOException e) {
      LOG.warn("snapshot {} cannot be given to peers: {}", file, e.getMessage());
    }
  }

  private void keep(long height, Hash digest, Path file) throws IOException {
    List<Hash> chunks = new ArrayList<>();
    long bytes = 0;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] chunk = in.readNBytes(LaneMessage.CHUNK);
      while (chunk.length > 0) {
        chunks.add(Sha3.sha3(chunk));
        bytes += chunk.length;
        chunk = in.readNBytes(LaneMessage.CHUNK);
      }
    }
    if (chunks.size() > LaneMessage.MAX_CHUNKS) {
      LOG.warn("{} is too large to be given to peers", file);
      return;
    }
    long unpacked = ChainSnapshot.unpackedBytes(file);
    kept.put(digest, new Kept(height, file, new Manifest(bytes, unpacked, chunks)));
    LOG.info("snapshot {}:{} can be given to peers", height, digest);
  }

  @Override
  public void tipChanged(TipChange change) {
    BlockRef best = change.best();
    boolean due = best.height() % every == 0 && caughtUp.getAsBoolean();
    if (!due || !making.compareAndSet(false, true)) {
      return;
    }
    // Taken here, on the engine's thread, so that it is the state of exactly this block.
    ChainSnapshot.Moment moment = ChainSnapshot.moment(engine);
    try {
      background.execute(() -> make(moment));
    } catch (RejectedExecutionException e) {
      moment.close();
      making.set(false);
    }
  }

  private void make(ChainSnapshot.Moment moment) {
    try (moment) {
      Files.createDirectories(folder);
      Path file = folder.resolve("making.snapshot");
      // One may be left of a process that ended between the two.
      Files.deleteIfExists(file);
      ChainSnapshot made = moment.write(file, _ -> {});
      Path named = folder.resolve(made.height() + "-" + made.digest() + ".snapshot");
      Files.move(file, named, StandardCopyOption.REPLACE_EXISTING);
      keep(made.height(), made.digest(), named);
      forgetOld();
    } catch (IOException e) {
      LOG.warn("no snapshot could be made in {}: {}", folder, e.getMessage());
    } finally {
      making.set(false);
    }
  }

  private void forgetOld() throws IOException {
    List<Map.Entry<Hash, Kept>> oldest =
        kept.entrySet().stream()
            .sorted(Comparator.comparingLong(entry -> entry.getValue().height))
            .toList();
    for (int i = 0; i < oldest.size() - KEPT; i++) {
      kept.remove(oldest.get(i).getKey());
      Files.deleteIfExists(oldest.get(i).getValue().file);
    }
  }

  @Override
  public Optional<Manifest> manifest(long height, Hash digest) {
    Kept found = kept.get(digest);
    boolean settled =
        height <= engine.rules().finalHeight() || height + DEPTH <= engine.best().height();
    return found != null && found.height == height && settled
        ? Optional.of(found.manifest)
        : Optional.empty();
  }

  @Override
  public Optional<Bytes> chunk(Hash digest, int index) {
    Kept found = kept.get(digest);
    if (found == null || index >= found.manifest.chunks().size()) {
      return Optional.empty();
    }
    try (RandomAccessFile file = new RandomAccessFile(found.file.toFile(), "r")) {
      file.seek((long) index * LaneMessage.CHUNK);
      byte[] chunk =
          new byte[(int) Math.min(LaneMessage.CHUNK, file.length() - file.getFilePointer())];
      file.readFully(chunk);
      return Optional.of(Bytes.wrap(chunk));
    } catch (IOException e) {
      LOG.warn("snapshot {} cannot be read: {}", found.file, e.getMessage());
      return Optional.empty();
    }
  }
}
