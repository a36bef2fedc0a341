package io.bystack.dpos.guard;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.dpos.guard.SigningRecord.Signed;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One copy of a record in the file, with the number of its writing. Layout, big endian: magic 8,
 * generation 8, chain 32, key 64, state 1 (0 never signed, 1 height only, 2 height and block),
 * height 8, block 32, CRC-32C of all before 4; zeros up to {@link #SIZE}.
 */
record RecordSlot(long generation, SigningRecord record) {
  /** One sector, so that a copy is written whole or not at all on most devices. */
  static final int SIZE = 512;

  private static final long MAGIC = 0x42_59_53_54_53_4f_30_31L;
  private static final int XPUB_SIZE = 64;
  private static final int CHECKED = 8 + 8 + Hash.SIZE + XPUB_SIZE + 1 + 8 + Hash.SIZE;

  ByteBuffer encode() {
    ByteBuffer buffer = ByteBuffer.allocate(SIZE);
    Optional<Signed> last = record.last();
    Optional<Hash> block = last.flatMap(Signed::block);
    buffer.putLong(MAGIC).putLong(generation);
    buffer.put(record.chain().toArray()).put(record.xpub().toArray());
    buffer.put((byte) (last.isEmpty() ? 0 : block.isEmpty() ? 1 : 2));
    buffer.putLong(last.map(Signed::height).orElse(0L));
    buffer.put(block.orElse(Hash.ZERO).toArray());
    buffer.putInt(checksum(buffer.array()));
    return buffer.rewind();
  }

  /** The copy in {@code bytes}, empty if they hold none. */
  static Optional<RecordSlot> decode(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (bytes.length < CHECKED + 4
        || buffer.getLong() != MAGIC
        || buffer.getInt(CHECKED) != checksum(bytes)) {
      return Optional.empty();
    }
    long generation = buffer.getLong();
    Hash chain = hash(buffer);
    byte[] xpub = new byte[XPUB_SIZE];
    buffer.get(xpub);
    byte state = buffer.get();
    long height = buffer.getLong();
    Hash block = hash(buffer);
    Optional<Signed> last =
        switch (state) {
          case 0 -> Optional.empty();
          case 1 -> Optional.of(new Signed(height, Optional.empty()));
          default -> Optional.of(new Signed(height, Optional.of(block)));
        };
    return Optional.of(
        new RecordSlot(generation, new SigningRecord(chain, Bytes.wrap(xpub), last)));
  }

  private static Hash hash(ByteBuffer buffer) {
    byte[] bytes = new byte[Hash.SIZE];
    buffer.get(bytes);
    return Hash.of(bytes);
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, CHECKED);
    return (int) crc.getValue();
  }
}
