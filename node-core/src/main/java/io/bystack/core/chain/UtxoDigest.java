package io.bystack.core.chain;

import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.UtxoEntry;
import io.bystack.core.store.Scan;
import io.bystack.core.store.TableReader;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A fingerprint of the set of unspent outputs: SHA3-256 over all unspent entries in ascending order
 * of id: id ‖ kind (0 normal, 1 coinbase, 2 vote) ‖ height (eight bytes, least significant first; 0
 * for normal ones, whose height has no meaning).
 *
 * @param count unspent entries
 */
public record UtxoDigest(long count, Hash digest) {
  /** Reads the whole set; minutes for large ones. */
  public static UtxoDigest of(TableReader reader) {
    MessageDigest digest = newDigest();
    long count = 0;
    ByteWriter row = new ByteWriter(64);
    try (Scan<Hash, UtxoEntry> scan = reader.scan(ChainTables.UTXO, null)) {
      for (var next = scan.next(); next != null; next = scan.next()) {
        UtxoEntry entry = next.value();
        if (entry.spent()) {
          continue;
        }
        long height = entry.kind().leavesMark() ? entry.height() : 0;
        row.clear().h32(next.key()).u8(entry.kind().code()).le64(height);
        digest.update(row.buffer(), 0, row.size());
        count++;
      }
    }
    return new UtxoDigest(count, Hash.of(digest.digest()));
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA3-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime has no SHA3-256", e);
    }
  }
}
