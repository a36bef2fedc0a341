package io.bystack.core.chain;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.ChainParameters;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.consensus.UtxoEntry;
import io.bystack.core.store.Codecs;
import io.bystack.core.store.Store;
import io.bystack.core.store.StoreException;
import io.bystack.core.store.StoreOptions;
import io.bystack.core.store.Table;
import io.bystack.core.store.Table.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The engine's tables. */
public final class ChainTables {
  static final Table<Hash, BlockRecord> INDEX =
      new Table<>("index", Codecs.HASH, BlockRecord.CODEC, "place of every stored block by hash");

  static final Table<Hash, Bytes> HEADERS =
      new Table<>("headers", Codecs.HASH, Codecs.BYTES, "headers by block hash, witness as of now");

  static final Table<Hash, BlockBody> BODIES =
      new Table<>(
          "bodies", Codecs.HASH, BlockBody.CODEC, "blocks as received, with statuses", Shape.BULK);

  static final Table<HeightKey, Hash> HEIGHTS =
      new Table<>("heights", HeightKey.CODEC, Codecs.HASH, "all stored blocks by height");

  static final Table<Long, Hash> MAIN =
      new Table<>("main", Codecs.U64, Codecs.HASH, "the main chain's block of every height");

  static final Table<Hash, UtxoEntry> UTXO =
      new Table<>(
          "utxo", Codecs.HASH, new UtxoCodec(), "unspent outputs and lasting marks", Shape.HASHED);

  static final Table<Hash, Undo> UNDO =
      new Table<>("undo", Codecs.HASH, Undo.CODEC, "what connected blocks replaced", Shape.BULK);

  static final Table<String, Bytes> STATE =
      new Table<>("state", Codecs.TEXT, Codecs.BYTES, "best block and counters");

  static final Table<Long, Bytes> POOL =
      new Table<>("pool", Codecs.U64, Codecs.BYTES, "waiting transactions in order of arrival");

  private static final List<Table<?, ?>> ALL =
      List.of(INDEX, HEADERS, BODIES, HEIGHTS, MAIN, UTXO, UNDO, STATE, POOL);

  private ChainTables() {}

  /**
   * Opens the store of a chain in a folder, or makes it.
   *
   * @throws StoreException also if it belongs to another network, one of the same name included: of
   *     another genesis block or with other rules; the text names what differs
   */
  public static Store open(ChainProtocol protocol, Path folder, StoreOptions options)
      throws StoreException {
    ChainParameters parameters = protocol.parameters();
    Store store =
        Store.open(folder, parameters.chain(), parameters.network(), of(protocol), options);
    boolean done = false;
    try {
      new StoreIdentity(store, protocol).claim();
      done = true;
      return store;
    } finally {
      if (!done) {
        store.close();
      }
    }
  }

  /** Everything a store needs for a chain of this protocol. */
  public static List<Table<?, ?>> of(ChainProtocol protocol) {
    List<Table<?, ?>> tables = new ArrayList<>(ALL);
    tables.addAll(protocol.tables());
    return List.copyOf(tables);
  }
}
