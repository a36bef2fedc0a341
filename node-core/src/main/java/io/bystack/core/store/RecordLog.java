package io.bystack.core.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads a file in the log format of RocksDB, in which its write-ahead logs and its list of files
 * are: blocks of 32 KiB with parts of records, each part a checksum (4 bytes), a length (2) and a
 * kind (1), little-endian, then its bytes. A part never crosses a block; the last bytes of a block
 * that hold no header are zero.
 *
 * <p>The database's own reader takes some damage for the end of the file and goes on without what
 * follows. This one tells an end that was cut off while it was written from damage.
 */
final class RecordLog {
  /** How a log ends. */
  enum Ending {
    /** With a whole record. */
    WHOLE,
    /** With a part of a record, or zeros, and nothing after it: it was being written. */
    TORN,
    /** With a last record of which something in the middle is not what was written. */
    LAST_BROKEN,
    /** It is broken before its end: other records follow, or parts do not fit together. */
    DAMAGED
  }

  /**
   * What was read.
   *
   * @param wholeBytes to the end of the last record before anything is wrong
   * @param brokenAt offset of what is wrong; the length of the file if nothing is
   */
  record Outcome(Ending ending, long wholeBytes, long brokenAt) {}

  /** Takes what is read. */
  @FunctionalInterface
  interface Records {
    /**
     * A whole record.
     *
     * @param before length of the log without this record and what follows
     */
    void record(long before, byte[] content);
  }

  private static final int BLOCK = 32 << 10;
  private static final int HEADER = 7;
  private static final int FULL = 1;
  private static final int FIRST = 2;
  private static final int MIDDLE = 3;
  private static final int LAST = 4;
  private static final int MASK_ROTATION = 15;
  private static final int MASK_OFFSET = 0xa282ead8;

  private final InputStream in;
  private final Records records;
  private final byte[] block = new byte[BLOCK];
  private final ByteBuffer header = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
  private final CRC32C checksum = new CRC32C();
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private long blockStart;
  private int filled;
  private int at;
  private long wholeBytes;
  private boolean inRecord;

  private RecordLog(InputStream in, Records records) {
    this.in = in;
    this.records = records;
  }

  /**
   * Reads a log to its end, or to where it is broken.
   *
   * @param records is given every whole record
   */
  static Outcome read(Path file, Records records) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new RecordLog(in, records).read();
    }
  }

  private Outcome read() throws IOException {
    while (nextBlock()) {
      while (filled - at >= HEADER) {
        if (!isPart(at)) {
          long brokenAt = blockStart + at;
          return outcome(verdict(), brokenAt);
        }
        if (!take(kind(at), length(at))) {
          return outcome(Ending.DAMAGED, blockStart + at);
        }
        at += HEADER + length(at);
        if (!inRecord) {
          wholeBytes = blockStart + at;
        }
      }
      boolean last = filled < BLOCK;
      if (last && at < filled) {
        return outcome(Ending.TORN, blockStart + at);
      }
    }
    return outcome(inRecord ? Ending.TORN : Ending.WHOLE, blockStart + filled);
  }

  private Outcome outcome(Ending ending, long brokenAt) {
    return new Outcome(ending, wholeBytes, brokenAt);
  }

  private boolean nextBlock() throws IOException {
    blockStart += filled;
    filled = in.readNBytes(block, 0, BLOCK);
    at = 0;
    return filled > 0;
  }

  private int length(int offset) {
    return Short.toUnsignedInt(header.getShort(offset + 4));
  }

  private int kind(int offset) {
    return Byte.toUnsignedInt(block[offset + 6]);
  }

  private boolean beginsRecord(int offset) {
    return kind(offset) == FULL || kind(offset) == FIRST;
  }

  /** Whether a part that is what was written begins here. */
  private boolean isPart(int offset) {
    int length = length(offset);
    if (kind(offset) == 0 || offset + HEADER + length > filled) {
      return false;
    }
    checksum.reset();
    checksum.update(block, offset + 6, 1 + length);
    int masked = Integer.rotateRight((int) checksum.getValue(), MASK_ROTATION) + MASK_OFFSET;
    return masked == header.getInt(offset);
  }

  /** Takes a part; false if it does not fit to the one before. */
  private boolean take(int kind, int length) {
    if (kind > LAST) {
      return true; // tells of the log itself and is no record
    }
    if (inRecord != (kind == MIDDLE || kind == LAST)) {
      return false;
    }
    int from = at + HEADER;
    switch (kind) {
      case FULL -> records.record(wholeBytes, Arrays.copyOfRange(block, from, from + length));
      case FIRST -> {
        begun.reset();
        begun.write(block, from, length);
        inRecord = true;
      }
      case MIDDLE -> begun.write(block, from, length);
      default -> {
        begun.write(block, from, length);
        inRecord = false;
        records.record(wholeBytes, begun.toByteArray());
      }
    }
    return true;
  }

  /**
   * What it means that no part begins here, from what follows. Further parts of a record tell
   * nothing: a record of many blocks that was being written may have come to the disk without its
   * beginning. One that begins later was written after it.
   */
  private Ending verdict() throws IOException {
    boolean reachesEnd = filled < BLOCK && at + HEADER + length(at) > filled;
    boolean onlyZeros = true;
    do {
      for (int i = at; i < filled; i++) {
        onlyZeros &= block[i] == 0;
        if (filled - i >= HEADER && beginsRecord(i) && isPart(i)) {
          return Ending.DAMAGED;
        }
      }
    } while (nextBlock());
    return onlyZeros || reachesEnd ? Ending.TORN : Ending.LAST_BROKEN;
  }
}
