package io.bystack.core.store;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import io.bystack.core.bytes.Hash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Codecs of the types that many tables share. */
public final class Codecs {
  /** 32 raw bytes. */
  public static final Codec<Hash> HASH =
      new Codec<>() {
        @Override
        public byte[] encode(Hash value) {
          return value.toArray();
        }

        @Override
        public Hash decode(byte[] bytes) throws DecodeException {
          expectLength(bytes, Hash.SIZE);
          return Hash.of(bytes);
        }
      };

  /** Eight bytes, most significant first, so that the order is that of unsigned numbers. */
  public static final Codec<Long> U64 =
      new Codec<>() {
        @Override
        public byte[] encode(Long value) {
          return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
        }

        @Override
        public Long decode(byte[] bytes) throws DecodeException {
          expectLength(bytes, Long.BYTES);
          return ByteBuffer.wrap(bytes).getLong();
        }
      };

  /** The bytes themselves. */
  public static final Codec<Bytes> BYTES =
      new Codec<>() {
        @Override
        public byte[] encode(Bytes value) {
          return value.toArray();
        }

        @Override
        public Bytes decode(byte[] bytes) {
          return Bytes.wrap(bytes);
        }
      };

  /** UTF-8. */
  public static final Codec<String> TEXT =
      new Codec<>() {
        @Override
        public byte[] encode(String value) {
          return value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decode(byte[] bytes) {
          return new String(bytes, StandardCharsets.UTF_8);
        }
      };

  private Codecs() {}

  /** Refuses a value that has another length than its codec writes. */
  public static void expectLength(byte[] bytes, int length) throws DecodeException {
    if (bytes.length != length) {
      throw DecodeException.format("expected " + length + " bytes, found " + bytes.length, 0);
    }
  }
}
