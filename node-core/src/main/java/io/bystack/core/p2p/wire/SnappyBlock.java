package io.bystack.core.p2p.wire;

import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import java.io.IOException;
import org.xerial.snappy.Snappy;

/** The Snappy block format (not the framing format) around one message (spec/04 §4). */
public final class SnappyBlock {
  private static final int MAX_VARINT_BYTES = 5;

  private SnappyBlock() {}

  /** Compresses; the reference accepts any valid form. */
  public static Bytes compress(Bytes plain) {
    try {
      return Bytes.wrap(Snappy.compress(plain.toArray()));
    } catch (IOException e) {
      throw new IllegalStateException("Snappy cannot compress " + plain.length() + " bytes", e);
    }
  }

  /**
   * Decompresses. The length the block declares is checked before memory is taken.
   *
   * @throws DecodeException if the block is not valid or declares more than {@code limit} bytes
   */
  public static Bytes decompress(Bytes block, int limit) throws DecodeException {
    long declared = declaredLength(block);
    if (declared > limit) {
      throw DecodeException.format(
          "Snappy block declares " + declared + " bytes, at most " + limit + " allowed", 0);
    }
    byte[] compressed = block.toArray();
    byte[] plain = new byte[(int) declared];
    try {
      // The library checks the block against the output's length as well; the test first keeps a
      // mismatch from being more than an error.
      if (!Snappy.isValidCompressedBuffer(compressed)) {
        throw DecodeException.format("not a Snappy block", 0);
      }
      int length = Snappy.uncompress(compressed, 0, compressed.length, plain, 0);
      if (length != plain.length) {
        throw DecodeException.format("Snappy block of another length than declared", 0);
      }
    } catch (IOException e) {
      throw DecodeException.format("not a Snappy block: " + e.getMessage(), 0);
    }
    return Bytes.wrap(plain);
  }

  private static long declaredLength(Bytes block) throws DecodeException {
    long length = 0;
    for (int i = 0; i < Math.min(MAX_VARINT_BYTES, block.length()); i++) {
      int b = block.unsigned(i);
      length |= (long) (b & 0x7f) << (7 * i);
      if (b < 0x80) {
        return length;
      }
    }
    throw DecodeException.format("Snappy block without a length", 0);
  }
}
