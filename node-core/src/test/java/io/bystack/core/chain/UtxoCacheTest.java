package io.bystack.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Hash;
import io.bystack.core.consensus.UtxoEntry;
import io.bystack.core.consensus.UtxoKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class UtxoCacheTest {
  private static final long SEGMENT_BYTES = 512 * 8 * 40;

  private static Hash output(long number) {
    return new Hash(number, number * 0x9e3779b97f4a7c15L, ~number, number << 7);
  }

  private static UtxoEntry entry(long number) {
    UtxoKind kind = UtxoKind.of((int) (number & 3));
    return new UtxoEntry(kind, number * 31, (number & 4) != 0);
  }

  @Property(tries = 50)
  void knowsNothingButWhatItWasTold(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    UtxoCache cache = new UtxoCache(4 * SEGMENT_BYTES);
    Map<Hash, Long> told = new HashMap<>();
    for (int i = 0; i < 60_000; i++) {
      Hash output = output(random.nextLong(40_000));
      long packed =
          switch (random.nextInt(4)) {
            case 0 -> UtxoCache.UNKNOWN;
            case 1 -> UtxoCache.ABSENT;
            default -> UtxoCache.pack(entry(random.nextLong(1 << 20)));
          };
      cache.change(output, packed);
      told.put(output, packed);
      assertThat(cache.find(output)).isEqualTo(packed);
    }
    told.forEach(
        (output, packed) -> assertThat(cache.find(output)).isIn(UtxoCache.UNKNOWN, packed));
    assertThat(cache.bytes()).isLessThanOrEqualTo(4 * SEGMENT_BYTES);
  }

  @Test
  void keepsNearlyEverythingWhileThereIsRoom() {
    UtxoCache cache = new UtxoCache(64L << 20);
    for (int i = 0; i < 300_000; i++) {
      cache.change(output(i), UtxoCache.pack(entry(i)));
    }
    long known = 0;
    for (int i = 0; i < 300_000; i++) {
      long found = cache.find(output(i));
      if (found != UtxoCache.UNKNOWN) {
        assertThat(UtxoCache.unpack(found)).isEqualTo(entry(i));
        known++;
      }
    }
    // Among so many buckets a few get more than their share.
    assertThat(known).isGreaterThan(299_900);
    assertThat(cache.bytes()).isLessThanOrEqualTo(64L << 20);
  }

  @Test
  void forgetsTheOldestOfABucketFirst() {
    UtxoCache cache = new UtxoCache(SEGMENT_BYTES);
    for (int i = 0; i < 100_000; i++) {
      cache.change(output(i), UtxoCache.pack(entry(i)));
    }
    long young = 0;
    for (int i = 99_000; i < 100_000; i++) {
      young += cache.find(output(i)) == UtxoCache.UNKNOWN ? 0 : 1;
    }
    assertThat(young).isGreaterThan(950);
    assertThat(cache.find(output(0))).isEqualTo(UtxoCache.UNKNOWN);
    assertThat(cache.bytes()).isEqualTo(SEGMENT_BYTES);
  }

  @Test
  void doesNotLearnWhatWasReadBeforeAChange() {
    UtxoCache cache = new UtxoCache(SEGMENT_BYTES);
    long before = cache.changes();
    cache.change(output(1), UtxoCache.pack(entry(1)));
    cache.learn(before, List.of(output(1)), i -> UtxoCache.ABSENT);
    assertThat(UtxoCache.unpack(cache.find(output(1)))).isEqualTo(entry(1));
    cache.learn(cache.changes(), List.of(output(2)), i -> UtxoCache.ABSENT);
    assertThat(cache.find(output(2))).isEqualTo(UtxoCache.ABSENT);
  }

  @Test
  void heightsThatDoNotFitAreNotKept() {
    UtxoEntry high = new UtxoEntry(UtxoKind.NORMAL, 1L << 60, false);
    assertThat(UtxoCache.pack(high)).isEqualTo(UtxoCache.UNKNOWN);
  }
}
