package io.bystack.core.chain;

import io.bystack.core.bytes.ByteReader;
import io.bystack.core.bytes.ByteWriter;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.UtxoEntry;
import io.bystack.core.store.Codec;
import java.util.ArrayList;
import java.util.List;

/** What a block's changes of the set of unspent outputs replaced. */
record Undo(List<Previous> previous) {
  /** The entry an output had before the block; null for none. */
  record Previous(Hash output, UtxoEntry entry) {}

  private static final int ABSENT = 0xff;

  static final Codec<Undo> CODEC =
      new Codec<>() {
        @Override
        public byte[] encode(Undo value) {
          ByteWriter out = new ByteWriter(16 + 40 * value.previous().size());
          out.uv(value.previous().size());
          for (Previous p : value.previous()) {
            out.h32(p.output());
            if (p.entry() == null) {
              out.u8(ABSENT);
            } else {
              UtxoCodec.write(p.entry(), out);
            }
          }
          return out.toArray();
        }

        @Override
        public Undo decode(byte[] bytes) throws DecodeException {
          ByteReader in = ByteReader.of(bytes);
          int count = in.v31();
          List<Previous> list = new ArrayList<>(Math.min(count, in.remaining()));
          for (int i = 0; i < count; i++) {
            Hash output = in.h32();
            int first = in.u8();
            list.add(new Previous(output, first == ABSENT ? null : UtxoCodec.read(first, in)));
          }
          return new Undo(list);
        }
      };
}
