package io.bystack.core.chain;

import io.bystack.core.bytes.ByteReader;
import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.store.StoreFailure;

/**
 * The snapshot a chain began with.
 *
 * @param height of its tip
 * @param block hash of its tip
 * @param digest of its whole state
 * @param validated whether the blocks below have been validated since, and led to the same state
 */
public record LoadedSnapshot(long height, Hash block, Hash digest, boolean validated) {
  /** Its name among the chain's counters. */
  static final String KEY = "snapshot";

  LoadedSnapshot asValidated() {
    return new LoadedSnapshot(height, block, digest, true);
  }

  Bytes encode() {
    return new ByteWriter(80).uv(height).h32(block).h32(digest).u8(validated ? 1 : 0).toBytes();
  }

  static LoadedSnapshot decode(Bytes bytes) {
    try {
      ByteReader in = bytes.reader();
      return new LoadedSnapshot(in.v63(), in.h32(), in.h32(), in.u8() == 1);
    } catch (DecodeException e) {
      throw new StoreFailure("damaged row in table state", e);
    }
  }
}
