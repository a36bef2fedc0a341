package io.bystack.core.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.DecodeException;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;

/**
 * What must hold for a decoder whatever bytes it is given: it gives a value or throws {@link
 * DecodeException}, in memory bounded by the input's length, and what it gives survives writing and
 * reading. Harnesses and property tests of each chain call it with their format.
 */
public final class DecoderProbe {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long PER_BYTE = 64;
  private static final long ANYWAY = 64 * 1024;

  private DecoderProbe() {}

  /** Probes the transaction decoder and the ids of what it gives. */
  public static void transaction(LedgerFormat format, byte[] input) {
    Transaction tx;
    try {
      tx = format.decodeTransaction(Bytes.wrap(input));
    } catch (DecodeException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return;
    }
    assertThat(tx.serializedSize()).isEqualTo(input.length);
    Transaction again = format.transaction(tx.fields());
    assertThat(again.id()).isEqualTo(tx.id());
    if (tx.isCanonical()) {
      assertThat(again).isEqualTo(tx);
    }
  }

  /** Probes the block decoder. */
  public static void block(LedgerFormat format, byte[] input) {
    Block block;
    try {
      block = format.decodeBlock(Bytes.wrap(input));
    } catch (DecodeException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return;
    }
    Block again = format.block(block.header(), block.transactions());
    assertThat(again.hash()).isEqualTo(block.hash());
    assertThat(again.computeTransactionRoot()).isEqualTo(block.computeTransactionRoot());
  }

  /** Probes the header decoder. */
  public static void header(LedgerFormat format, byte[] input) {
    BlockHeader header;
    try {
      header = format.decodeHeader(Bytes.wrap(input));
    } catch (DecodeException e) {
      assertThat(e.getMessage()).isNotEmpty();
      return;
    }
    try {
      assertThat(format.decodeHeader(header.raw())).isEqualTo(header);
    } catch (DecodeException e) {
      throw new AssertionError("a header we wrote does not decode", e);
    }
  }

  /**
   * Decodes as all three; fails if more than a small multiple of the input's length is allocated.
   */
  public static void memory(LedgerFormat format, byte[] input) {
    // Once before, so that loading classes and linking does not count.
    decodeAll(format, Bytes.wrap(input));
    long thread = Thread.currentThread().threadId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    decodeAll(format, Bytes.wrap(input));
    long spent = THREADS.getThreadAllocatedBytes(thread) - before;
    assertThat(spent)
        .as("bytes allocated for " + input.length + " bytes of input")
        .isLessThanOrEqualTo(ANYWAY + PER_BYTE * input.length);
  }

  private static void decodeAll(LedgerFormat format, Bytes input) {
    int decoded = 0;
    try {
      decoded += format.decodeTransaction(input).inputs().size();
    } catch (DecodeException e) {
      decoded += e.offset();
    }
    try {
      decoded += format.decodeBlock(input).transactions().size();
    } catch (DecodeException e) {
      decoded += e.offset();
    }
    try {
      decoded += (int) format.decodeHeader(input).height();
    } catch (DecodeException e) {
      decoded += e.offset();
    }
    assertThat(decoded).isGreaterThan(Integer.MIN_VALUE);
  }

  /** The bytes with some of them changed, cut out or doubled. */
  public static byte[] mutate(byte[] valid, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = valid.clone();
    for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
      int at = random.nextInt(bytes.length);
      bytes =
          switch (random.nextInt(4)) {
            case 0 -> flip(bytes, at, random.nextInt(8));
            case 1 -> replace(bytes, at, (byte) (random.nextBoolean() ? 0xff : random.nextInt()));
            case 2 -> Bytes.wrap(bytes).slice(0, at).toArray();
            default -> doubled(Bytes.wrap(bytes), at, random);
          };
    }
    return bytes;
  }

  private static byte[] flip(byte[] bytes, int at, int bit) {
    bytes[at] ^= (byte) (1 << bit);
    return bytes;
  }

  private static byte[] replace(byte[] bytes, int at, byte value) {
    bytes[at] = value;
    return bytes;
  }

  private static byte[] doubled(Bytes bytes, int at, SplittableRandom random) {
    int end = at + random.nextInt(Math.min(64, bytes.length() - at) + 1);
    return bytes.slice(0, end).concat(bytes.slice(at, bytes.length())).toArray();
  }
}
