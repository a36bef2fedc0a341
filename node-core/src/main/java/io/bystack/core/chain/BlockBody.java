package io.bystack.core.chain;

import io.bystack.core.bytes.ByteReader;
import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.model.TxStatus;
import io.bystack.core.store.Codec;
import java.util.ArrayList;
import java.util.List;

/**
 * A block as it came, with the status flags found when it was validated. The header in it is as
 * received; the one that counts is in its own table.
 */
record BlockBody(TxStatus status, Bytes raw) {
  /** The flags as a count and one bit each, least significant first; then the block. */
  static final Codec<BlockBody> CODEC =
      new Codec<>() {
        @Override
        public byte[] encode(BlockBody value) {
          int count = value.status().size();
          ByteWriter flags = new ByteWriter(count / 8 + 16).uv(count);
          for (int i = 0; i < count; i += 8) {
            int bits = 0;
            for (int j = i; j < Math.min(i + 8, count); j++) {
              bits |= value.status().failed(j) ? 1 << (j - i) : 0;
            }
            flags.u8(bits);
          }
          ByteWriter out = new ByteWriter(flags.size() + value.raw().length());
          return out.raw(flags.buffer(), 0, flags.size()).raw(value.raw()).finish();
        }

        @Override
        public BlockBody decode(byte[] bytes) throws DecodeException {
          ByteReader in = ByteReader.of(bytes);
          int count = in.v31();
          Bytes bits = in.raw((count + 7) / 8);
          List<Boolean> failed = new ArrayList<>(count);
          for (int i = 0; i < count; i++) {
            failed.add((bits.at(i / 8) >> (i % 8) & 1) != 0);
          }
          return new BlockBody(new TxStatus(failed), in.rest());
        }
      };
}
