package io.bystack.core.chain;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.UtxoEntry;
import io.bystack.core.consensus.UtxoKind;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;

/**
 * What is known about outputs, in a table of numbers of at most so many bytes: no objects, so that
 * a million outputs cost the garbage collector nothing. Each output has a bucket of eight places;
 * when its bucket is full and the table may not grow any more, the oldest of the bucket is
 * forgotten. Safe for any thread.
 */
final class UtxoCache {
  /** Answer of {@link #find}: nothing is known. */
  static final long UNKNOWN = 0;

  /** Answer of {@link #find}: there is no such output. */
  static final long ABSENT = 0xff;

  private static final int PLACES = 8;
  private static final int WORDS = 5;
  private static final int BUCKET_WORDS = PLACES * WORDS;
  // Small enough for the collector to move; buckets are spread over as many as there are.
  private static final int SEGMENT_BUCKETS = 512;
  private static final int SPENT = 0x40;
  private static final int KNOWN = 0x80;
  private static final int HEIGHT_SHIFT = 8;
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final int maxSegments;
  private long changes;
  private long[][] segments = {new long[SEGMENT_BUCKETS * BUCKET_WORDS]};

  /**
   * An empty cache.
   *
   * @param maxBytes of memory; it takes 160 KiB at least and grows as needed
   */
  UtxoCache(long maxBytes) {
    long segmentBytes = (long) SEGMENT_BUCKETS * BUCKET_WORDS * Long.BYTES;
    this.maxSegments = Math.toIntExact(Math.max(1, maxBytes / segmentBytes));
  }

  /** The number for an entry, for {@link #change}; {@link #UNKNOWN} if it cannot be kept. */
  static long pack(UtxoEntry entry) {
    long height = entry.height() << HEIGHT_SHIFT;
    return height >>> HEIGHT_SHIFT == entry.height()
        ? height | KNOWN | (entry.spent() ? SPENT : 0) | entry.kind().code()
        : UNKNOWN;
  }

  /** The entry of a number that {@link #find} gave, null for an absent one. */
  static UtxoEntry unpack(long packed) {
    if (packed == ABSENT) {
      return null;
    }
    UtxoKind kind = UtxoKind.of((int) packed & (SPENT - 1));
    return new UtxoEntry(kind, packed >>> HEIGHT_SHIFT, (packed & SPENT) != 0);
  }

  /** What is known about an output. */
  synchronized long find(Hash output) {
    int bucket = bucket(output);
    int at = place(segment(bucket), offset(bucket), output);
    return at < 0 ? UNKNOWN : segment(bucket)[at + WORDS - 1];
  }

  /** Counts changes of the set itself: what was read before a change may be stale after it. */
  synchronized long changes() {
    return changes;
  }

  /** Remembers a change of the set itself; {@link #UNKNOWN} forgets. */
  synchronized void change(Hash output, long packed) {
    changes++;
    put(output, packed);
  }

  /** Remembers what was read while there had been so many changes, unless there are more now. */
  synchronized void learn(long changesBefore, List<Hash> outputs, LongUnaryOperator packedAt) {
    if (changes == changesBefore) {
      for (int i = 0; i < outputs.size(); i++) {
        put(outputs.get(i), packedAt.applyAsLong(i));
      }
    }
  }

  private void put(Hash output, long packed) {
    int bucket = bucket(output);
    int at = place(segment(bucket), offset(bucket), output);
    if (packed == UNKNOWN) {
      if (at >= 0) {
        remove(segment(bucket), offset(bucket), at);
      }
    } else if (at >= 0) {
      segment(bucket)[at + WORDS - 1] = packed;
    } else {
      add(output, packed);
    }
  }

  private void add(Hash output, long packed) {
    int bucket = bucket(output);
    while (isFull(bucket) && segments.length < maxSegments) {
      grow();
      bucket = bucket(output);
    }
    insert(segment(bucket), offset(bucket), output, packed);
  }

  /** Forgets everything. */
  synchronized void clear() {
    changes++;
    segments = new long[][] {new long[SEGMENT_BUCKETS * BUCKET_WORDS]};
  }

  /** Bytes taken. */
  synchronized long bytes() {
    return (long) segments.length * SEGMENT_BUCKETS * BUCKET_WORDS * Long.BYTES;
  }

  private int bucket(Hash output) {
    // Ids are hashes, so any of their bits do; the middle words are in no other hash code.
    long mixed = (output.w1() ^ output.w2()) * SPREAD;
    long buckets = (long) segments.length * SEGMENT_BUCKETS;
    return (int) (((mixed >>> 32) * buckets) >>> 32);
  }

  private long[] segment(int bucket) {
    return segments[bucket / SEGMENT_BUCKETS];
  }

  private static int offset(int bucket) {
    return bucket % SEGMENT_BUCKETS * BUCKET_WORDS;
  }

  /** Where an output's words are, -1 for nowhere. Places are taken from the front. */
  private static int place(long[] segment, int from, Hash output) {
    for (int at = from; at < from + BUCKET_WORDS && segment[at + WORDS - 1] != 0; at += WORDS) {
      if (segment[at] == output.w0()
          && segment[at + 1] == output.w1()
          && segment[at + 2] == output.w2()
          && segment[at + 3] == output.w3()) {
        return at;
      }
    }
    return -1;
  }

  private boolean isFull(int bucket) {
    return segment(bucket)[offset(bucket) + BUCKET_WORDS - 1] != 0;
  }

  /** Puts it first; what was last in a full bucket, the oldest, falls out. */
  private static void insert(long[] segment, int from, Hash output, long packed) {
    System.arraycopy(segment, from, segment, from + WORDS, BUCKET_WORDS - WORDS);
    segment[from] = output.w0();
    segment[from + 1] = output.w1();
    segment[from + 2] = output.w2();
    segment[from + 3] = output.w3();
    segment[from + WORDS - 1] = packed;
  }

  private static void remove(long[] segment, int from, int at) {
    int end = from + BUCKET_WORDS;
    System.arraycopy(segment, at + WORDS, segment, at, end - at - WORDS);
    Arrays.fill(segment, end - WORDS, end, 0);
  }

  private void grow() {
    long[][] old = segments;
    segments = new long[Math.min(maxSegments, 2 * old.length)][SEGMENT_BUCKETS * BUCKET_WORDS];
    for (long[] segment : old) {
      for (int from = 0; from < segment.length; from += BUCKET_WORDS) {
        // The oldest first, so that they come to lie behind the younger ones again.
        for (int at = from + BUCKET_WORDS - WORDS; at >= from; at -= WORDS) {
          if (segment[at + WORDS - 1] != 0) {
            Hash output = new Hash(segment[at], segment[at + 1], segment[at + 2], segment[at + 3]);
            int bucket = bucket(output);
            insert(segment(bucket), offset(bucket), output, segment[at + WORDS - 1]);
          }
        }
      }
    }
  }
}
