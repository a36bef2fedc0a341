package io.bystack.core.chain;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.SnapshotRow.Kind;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.model.Block;
import io.bystack.core.model.BlockHeader;
import io.bystack.core.model.TxStatus;
import io.bystack.core.store.Batch;
import io.bystack.core.store.Codecs;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreException.Reason;
import io.bystack.core.store.Table;
import java.io.DataInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Writes a snapshot's rows into an empty store. A mark stands in the store until the last batch, so
 * that a half-loaded one is never taken for a chain.
 */
final class SnapshotLoader {
  private static final long BATCH_BYTES = 4L << 20;

  private final ChainProtocol protocol;
  private final Store store;
  private final LongConsumer progress;
  private Batch batch;
  private BlockRef tip;
  private Table<?, ?> table;
  private long rows;

  SnapshotLoader(ChainProtocol protocol, Store store, LongConsumer progress) {
    this.protocol = protocol;
    this.store = store;
    this.progress = progress;
  }

  ChainSnapshot load(DataInputStream in, Optional<Hash> expected)
      throws IOException, DecodeException, StoreException {
    try {
      batch = store.batch();
      batch.put(ChainTables.STATE, BlockIndex.LOADING, Bytes.of(1));
      flush();
      SnapshotRow row = SnapshotRow.read(in);
      while (row.kind() != Kind.END) {
        take(row);
        if (batch.size() > BATCH_BYTES) {
          flush();
          progress.accept(rows);
        }
        rows++;
        row = SnapshotRow.read(in);
      }
      flush();
      return finish(Codecs.HASH.decode(row.value().toArray()), expected);
    } finally {
      batch.close();
    }
  }

  /** Writes what is gathered, unless that would fill the disk. */
  private void flush() throws StoreException {
    long free = store.freeBytes();
    if (free < SnapshotClaim.SPACE_LEFT_FREE) {
      throw new StoreException(
          Reason.NO_SPACE,
          "the disk of %s has %d bytes free, a snapshot is loaded while there are %d"
              .formatted(store.folder(), free, SnapshotClaim.SPACE_LEFT_FREE));
    }
    store.write(batch);
    batch.close();
    batch = store.batch();
  }

  private void take(SnapshotRow row) throws IOException, DecodeException {
    switch (row.kind()) {
      case HEADER -> header(protocol.format().decodeHeader(row.value()));
      case UTXO -> put(ChainTables.UTXO, row);
      case TABLE -> table = own(row.key().toUtf8());
      case ROW -> {
        if (table == null) {
          throw new IOException("a row stands before the name of its table");
        }
        put(table, row);
      }
      case END -> throw new IllegalStateException("the end is not a row to take");
    }
  }

  private Table<?, ?> own(String name) throws IOException {
    for (Table<?, ?> candidate : protocol.snapshotTables()) {
      if (candidate.name().equals(name)) {
        return candidate;
      }
    }
    throw new IOException("unknown table " + name);
  }

  private <K, V> void put(Table<K, V> into, SnapshotRow row) throws DecodeException {
    batch.put(
        into, into.key().decode(row.key().toArray()), into.value().decode(row.value().toArray()));
  }

  private void header(BlockHeader header) throws IOException {
    Block genesis = protocol.parameters().genesis();
    BigInteger weight = protocol.forkChoice().weight(header);
    if (tip == null) {
      if (!header.hash().equals(genesis.hash())) {
        throw new IOException("it begins with block " + header.hash() + ", not with genesis");
      }
      batch.put(
          ChainTables.BODIES,
          genesis.hash(),
          new BlockBody(TxStatus.allGood(genesis.transactions().size()), genesis.raw()));
    } else if (!header.previous().equals(tip.hash()) || header.height() != tip.height() + 1) {
      throw new IOException("header " + header.hash() + " does not follow " + tip);
    } else {
      weight = weight.add(tip.weight());
    }
    tip =
        new BlockRef(
            header.hash(),
            header.height(),
            header.previous(),
            header.timestamp(),
            weight,
            header.height());
    batch.put(ChainTables.INDEX, tip.hash(), new BlockRecord(tip, false));
    batch.put(ChainTables.HEADERS, tip.hash(), header.raw());
    batch.put(ChainTables.HEIGHTS, new HeightKey(tip.height(), tip.order()), tip.hash());
    batch.put(ChainTables.MAIN, tip.height(), tip.hash());
  }

  private ChainSnapshot finish(Hash claimed, Optional<Hash> expected)
      throws IOException, StoreException {
    if (tip == null) {
      throw new IOException("it has no headers");
    }
    Hash digest = SnapshotDigest.of(store, protocol, tip.height());
    if (!digest.equals(claimed) || !expected.orElse(claimed).equals(claimed)) {
      throw new IOException(
          "the digest of its state is " + digest + ", expected " + expected.orElse(claimed));
    }
    LoadedSnapshot loaded = new LoadedSnapshot(tip.height(), tip.hash(), digest, false);
    batch.put(ChainTables.STATE, LoadedSnapshot.KEY, loaded.encode());
    BlockIndex.putTip(batch, tip, tip.height());
    flush();
    return new ChainSnapshot(tip.height(), tip.hash(), UtxoDigest.of(store), digest);
  }
}
