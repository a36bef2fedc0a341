package io.bystack.core.chain;

import io.bystack.core.bytes.DecodeException;
import io.bystack.core.store.Codec;
import io.bystack.core.store.Codecs;
import java.nio.ByteBuffer;

/** Orders stored blocks by height and then by when they were stored. */
record HeightKey(long height, long order) {
  static final Codec<HeightKey> CODEC =
      new Codec<>() {
        @Override
        public byte[] encode(HeightKey value) {
          return ByteBuffer.allocate(16).putLong(value.height()).putLong(value.order()).array();
        }

        @Override
        public HeightKey decode(byte[] bytes) throws DecodeException {
          Codecs.expectLength(bytes, 16);
          ByteBuffer in = ByteBuffer.wrap(bytes);
          return new HeightKey(in.getLong(), in.getLong());
        }
      };
}
