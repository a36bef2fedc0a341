package io.bystack.pow.tensority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.core.bytes.Hash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedCacheTest {
  private final List<Hash> built = new ArrayList<>();
  private final SeedCache cache = new SeedCache(this::build, 2);

  private SeedMatrices build(Hash seed) {
    built.add(seed);
    return new SeedMatrices(seed, new byte[1]);
  }

  private static Hash seed(int n) {
    return new Hash(n, 0, 0, 0);
  }

  @Test
  void buildsASeedOnceWhileItIsKept() {
    assertThat(cache.get(seed(1))).isSameAs(cache.get(seed(1)));
    assertThat(built).containsExactly(seed(1));
  }

  @Test
  void dropsTheSeedUsedLongestAgo() {
    cache.get(seed(1));
    cache.get(seed(2));
    cache.get(seed(1));
    cache.get(seed(3));
    assertThat(cache.seeds()).containsExactly(seed(1), seed(3));
  }

  @Test
  void buildsAheadInTheBackgroundAndNotTwice() {
    Deque<Runnable> background = new ArrayDeque<>();
    cache.prepare(seed(7), background::add);
    assertThat(built).isEmpty();
    background.remove().run();
    cache.get(seed(7));
    assertThat(built).containsExactly(seed(7));
  }

  @Test
  void doesNotWaitForABackgroundThatHasNotBegun() {
    Deque<Runnable> background = new ArrayDeque<>();
    cache.prepare(seed(7), background::add);
    cache.get(seed(7));
    background.remove().run();
    assertThat(built).containsExactly(seed(7));
  }

  @Test
  void forgetsAFailureAndTriesAgain() {
    Deque<RuntimeException> failures = new ArrayDeque<>(List.of(new IllegalStateException("full")));
    SeedCache failing =
        new SeedCache(
            s -> {
              if (!failures.isEmpty()) {
                throw failures.remove();
              }
              return build(s);
            },
            2);
    assertThatThrownBy(() -> failing.get(seed(1))).hasMessageContaining(seed(1).toHex());
    assertThat(failing.get(seed(1)).seed()).isEqualTo(seed(1));
  }
}
