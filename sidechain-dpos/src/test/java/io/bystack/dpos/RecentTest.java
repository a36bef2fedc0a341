package io.bystack.dpos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecentTest {
  @Test
  void forgetsWhatWasNotAskedForTheLongestTime() {
    Recent<Integer, String> recent = new Recent<>(2);
    recent.put(1, "a");
    recent.put(2, "b");
    assertThat(recent.get(1)).contains("a");
    recent.put(3, "c");
    assertThat(recent.get(2)).isEmpty();
    assertThat(recent.get(1)).contains("a");
    assertThat(recent.size()).isEqualTo(2);
  }

  @Test
  void keepsNoMoreThanMayBeWeighed() {
    Recent<Integer, List<Integer>> recent =
        new Recent<>(100, new Recent.Weights<>(List::size, 10, 2));
    for (int i = 0; i < 20; i++) {
      recent.put(i, List.of(1, 2, 3));
    }
    assertThat(recent.size()).isEqualTo(3);
    // The same again weighs no more, and what is taken out nothing.
    recent.put(19, List.of(1, 2, 3));
    assertThat(recent.size()).isEqualTo(3);
    recent.remove(18);
    recent.put(20, List.of(1, 2, 3));
    assertThat(recent.size()).isEqualTo(3);
  }

  @Test
  void keepsTheNewestWhateverTheyWeigh() {
    Recent<Integer, List<Integer>> recent =
        new Recent<>(100, new Recent.Weights<>(List::size, 2, 2));
    for (int i = 0; i < 5; i++) {
      recent.put(i, List.of(1, 2, 3));
    }
    assertThat(recent.size()).isEqualTo(2);
    assertThat(recent.get(4)).isPresent();
    assertThat(recent.get(3)).isPresent();
  }
}
