package io.bystack.core.chain;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.SnapshotRow.Kind;
import io.bystack.core.consensus.ChainParameters;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.store.Scan;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreException.Reason;
import io.bystack.core.store.StoreFailure;
import io.bystack.core.store.StoreSnapshot;
import io.bystack.core.store.Table;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A chain's state at its tip in one file: the headers of the main chain, the unspent outputs, the
 * chain's own state, and the digest of all of it, by which people can compare what they were given.
 * A node that loads it goes on from there at once; it cannot undo the blocks below, and gets and
 * validates them in the background.
 *
 * @param height of the tip
 * @param block hash of the tip
 * @param utxos digest of the unspent outputs alone
 * @param digest of the whole state, see {@link SnapshotDigest}
 */
public record ChainSnapshot(long height, Hash block, UtxoDigest utxos, Hash digest) {
  private static final String MAGIC = "bystack-snapshot 2";

  /**
   * Writes a snapshot of the tip while the chain goes on.
   *
   * @param progress is told the number of rows now and then
   */
  public static ChainSnapshot create(ChainEngine engine, Path file, LongConsumer progress)
      throws IOException {
    try (Moment moment = moment(engine)) {
      return moment.write(file, progress);
    }
  }

  /** Holds on to the state as it is now; to be called on the engine's thread, or while it rests. */
  public static Moment moment(ChainEngine engine) {
    return new Moment(engine.protocol(), engine.parts().store().snapshot());
  }

  /** The state of a chain at one moment; must be closed. */
  public record Moment(ChainProtocol protocol, StoreSnapshot state) implements AutoCloseable {
    /** Writes it to a file, from any thread. */
    public ChainSnapshot write(Path file, LongConsumer progress) throws IOException {
      return ChainSnapshot.write(this, file, progress);
    }

    @Override
    public void close() {
      state.close();
    }
  }

  private static ChainSnapshot write(Moment moment, Path file, LongConsumer progress)
      throws IOException {
    ChainProtocol protocol = moment.protocol;
    StoreSnapshot state = moment.state;
    Path temporary = file.resolveSibling(file.getFileName() + ".part");
    ChainSnapshot made;
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                new GZIPOutputStream(Files.newOutputStream(temporary), 1 << 16)))) {
      Writer writer = new Writer(state, out, progress);
      ChainParameters parameters = protocol.parameters();
      out.writeUTF(MAGIC);
      out.writeUTF(parameters.chain());
      out.writeUTF(parameters.network());
      Hash tip = state.get(ChainTables.STATE, BlockIndex.BEST).map(Hash::of).orElseThrow();
      BlockRecord record = state.get(ChainTables.INDEX, tip).orElseThrow();
      long height = record.ref().height();
      Hash digest = SnapshotDigest.of(state, protocol, height);
      writer.headers(height);
      writer.rows(ChainTables.UTXO, Kind.UTXO);
      for (Table<?, ?> table : protocol.snapshotTables()) {
        writer.write(Kind.TABLE, Bytes.utf8(table.name()), Bytes.EMPTY);
        if (SnapshotDigest.isByBlock(table)) {
          writer.rowsOfMainChain(SnapshotDigest.asByBlock(table), height);
        } else {
          writer.rows(table, Kind.ROW);
        }
      }
      writer.write(Kind.END, Bytes.EMPTY, digest.toBytes());
      made = new ChainSnapshot(height, tip, UtxoDigest.of(state), digest);
    }
    Files.move(temporary, file);
    return made;
  }

  private record Writer(StoreSnapshot state, DataOutputStream out, LongConsumer progress) {
    private static final long STEP = 10_000;

    void write(Kind kind, Bytes key, Bytes value) throws IOException {
      new SnapshotRow(kind, key, value).write(out);
    }

    void headers(long top) throws IOException {
      for (long height = 0; height <= top; height++) {
        Hash hash = state.get(ChainTables.MAIN, height).orElseThrow();
        write(Kind.HEADER, Bytes.EMPTY, state.get(ChainTables.HEADERS, hash).orElseThrow());
      }
      progress.accept(top + 1);
    }

    <V> void rowsOfMainChain(Table<Hash, V> table, long top) throws IOException {
      for (long height = 0; height <= top; height++) {
        Hash block = state.get(ChainTables.MAIN, height).orElseThrow();
        Optional<V> value = state.get(table, block);
        if (value.isPresent()) {
          write(Kind.ROW, block.toBytes(), Bytes.wrap(table.value().encode(value.get())));
        }
      }
    }

    <K, V> void rows(Table<K, V> table, Kind kind) throws IOException {
      long count = 0;
      try (Scan<K, V> scan = state.scan(table, null)) {
        for (var row = scan.next(); row != null; row = scan.next()) {
          write(
              kind,
              Bytes.wrap(table.key().encode(row.key())),
              Bytes.wrap(table.value().encode(row.value())));
          if (++count % STEP == 0) {
            progress.accept(count);
          }
        }
      }
    }
  }

  /**
   * Loads a snapshot into an empty store, which {@link ChainEngine#open} then opens.
   *
   * @param claim what the file must be and how much it may unpack to
   * @throws StoreException if the store is not empty, {@code DAMAGED} if the file is not a sound
   *     snapshot of this chain, {@code NO_SPACE} if the disk is nearly full, {@code ACCESS} if the
   *     store cannot be written; the store must then be deleted if anything was written, and
   *     refuses to be opened
   */
  public static ChainSnapshot load(
      Path file, ChainProtocol protocol, Store store, SnapshotClaim claim, LongConsumer progress)
      throws StoreException {
    if (store.has(ChainTables.STATE, BlockIndex.BEST)) {
      throw new StoreException(Reason.OTHER_CHAIN, store.folder() + " has a chain already");
    }
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(
                new BoundedInput(
                    new GZIPInputStream(Files.newInputStream(file), 1 << 16), claim.unpacked())))) {
      check(in.readUTF(), MAGIC, "kind of file");
      check(in.readUTF(), protocol.parameters().chain(), "chain");
      check(in.readUTF(), protocol.parameters().network(), "network");
      return new SnapshotLoader(protocol, store, progress).load(in, claim.digest());
    } catch (StoreFailure e) {
      throw new StoreException(
          Reason.ACCESS,
          "cannot load " + file + " into " + store.folder() + ": " + e.getMessage(),
          e);
    } catch (IOException | DecodeException e) {
      throw new StoreException(
          Reason.DAMAGED, file + " is not a sound snapshot: " + e.getMessage(), e);
    }
  }

  /**
   * How many bytes a snapshot's file unpacks to.
   *
   * @throws IOException if it cannot be read or is not packed as snapshots are
   */
  public static long unpackedBytes(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
      byte[] buffer = new byte[1 << 16];
      long bytes = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
      }
      return bytes;
    }
  }

  private static void check(String actual, String wanted, String what) throws IOException {
    if (!actual.equals(wanted)) {
      throw new IOException(what + " is '" + actual + "', expected '" + wanted + "'");
    }
  }
}
