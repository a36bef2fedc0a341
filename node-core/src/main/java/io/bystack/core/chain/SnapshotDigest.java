package io.bystack.core.chain;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.core.consensus.UtxoEntry;
import io.bystack.core.store.Codecs;
import io.bystack.core.store.Scan;
import io.bystack.core.store.StoreFailure;
import io.bystack.core.store.Table;
import io.bystack.core.store.TableReader;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The fingerprint of a chain's whole state at its tip, which people hand to each other to trust a
 * snapshot: whoever has validated the same blocks computes the same. SHA3-256 over
 *
 * <pre>
 * "bystack snapshot state 1", chain, network        each with its length before it
 * height (8 bytes, least significant first), hash of the tip
 * every row of the unspent outputs, marks included, in ascending order of id:
 *   id, kind, height (8 bytes; 0 for ordinary outputs, whose height has no meaning), 1 if spent
 * for every table of the chain's own state that is kept by block: its name, then for every block of
 *   the main chain from genesis on that has a row: block hash, value
 * </pre>
 *
 * <p>Signatures that headers gather later, and tables that are not kept by block, are not in it.
 */
final class SnapshotDigest {
  private static final Bytes DOMAIN = Bytes.utf8("bystack snapshot state 1");

  private final TableReader reader;
  private final MessageDigest digest = newDigest();

  private SnapshotDigest(TableReader reader) {
    this.reader = reader;
  }

  /** Reads the whole state; minutes for large ones. */
  static Hash of(TableReader reader, ChainProtocol protocol, long height) {
    SnapshotDigest state = new SnapshotDigest(reader);
    Hash tip = state.mainChainAt(height);
    state.add(
        new ByteWriter(128)
            .str(DOMAIN)
            .str(Bytes.utf8(protocol.parameters().chain()))
            .str(Bytes.utf8(protocol.parameters().network()))
            .le64(height)
            .h32(tip));
    state.outputs();
    for (Table<?, ?> table : protocol.tables()) {
      if (isByBlock(table)) {
        state.byBlock(asByBlock(table), height);
      }
    }
    return Hash.of(state.digest.digest());
  }

  /** Whether a table's rows belong to blocks. */
  static boolean isByBlock(Table<?, ?> table) {
    return table.key().equals(Codecs.HASH);
  }

  // The key's codec says what the key is.
  @SuppressWarnings("unchecked")
  static Table<Hash, Object> asByBlock(Table<?, ?> table) {
    return (Table<Hash, Object>) table;
  }

  private Hash mainChainAt(long height) {
    return reader
        .get(ChainTables.MAIN, height)
        .orElseThrow(() -> new StoreFailure("the store has lost the main chain's " + height));
  }

  private void add(ByteWriter bytes) {
    digest.update(bytes.buffer(), 0, bytes.size());
  }

  private void outputs() {
    ByteWriter row = new ByteWriter(64);
    try (Scan<Hash, UtxoEntry> scan = reader.scan(ChainTables.UTXO, null)) {
      for (var next = scan.next(); next != null; next = scan.next()) {
        UtxoEntry entry = next.value();
        long height = entry.kind().leavesMark() ? entry.height() : 0;
        add(
            row.clear()
                .h32(next.key())
                .u8(entry.kind().code())
                .le64(height)
                .u8(entry.spent() ? 1 : 0));
      }
    }
  }

  private <V> void byBlock(Table<Hash, V> table, long top) {
    add(new ByteWriter(32).str(Bytes.utf8(table.name())));
    for (long height = 0; height <= top; height++) {
      Hash block = mainChainAt(height);
      reader
          .get(table, block)
          .ifPresent(value -> {
            digest.update(block.toArray());
            digest.update(table.value().encode(value));
          });
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA3-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA3-256", e);
    }
  }
}
