package io.bystack.core.chain;

import io.bystack.core.bytes.ByteReader;
import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.BlockRef;
import io.bystack.core.store.Codec;
import java.math.BigInteger;

/**
 * A block's row in the index.
 *
 * @param invalid whether the block breaks a rule of its branch: it and its descendants never
 *     connect
 */
record BlockRecord(BlockRef ref, boolean invalid) {
  /**
   * Flags, height, parent, time, order, weight; the hash is the key and repeated for simplicity.
   */
  static final Codec<BlockRecord> CODEC =
      new Codec<>() {
        @Override
        public byte[] encode(BlockRecord value) {
          BlockRef ref = value.ref();
          return new ByteWriter(128)
              .u8(value.invalid() ? 1 : 0)
              .h32(ref.hash())
              .uv(ref.height())
              .h32(ref.previous())
              .uv(ref.timestamp())
              .uv(ref.order())
              .str(Bytes.wrap(ref.weight().toByteArray()))
              .toArray();
        }

        @Override
        public BlockRecord decode(byte[] bytes) throws DecodeException {
          ByteReader in = ByteReader.of(bytes);
          boolean invalid = in.u8() != 0;
          Hash hash = in.h32();
          long height = in.uv();
          Hash previous = in.h32();
          long timestamp = in.uv();
          long order = in.uv();
          BigInteger weight = new BigInteger(1, in.str().toArray());
          return new BlockRecord(
              new BlockRef(hash, height, previous, timestamp, weight, order), invalid);
        }
      };
}
