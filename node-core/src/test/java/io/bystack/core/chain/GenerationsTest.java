package io.bystack.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GenerationsTest {
  private final Generations<Integer, String> kept = new Generations<>(100, (key, value) -> 1);

  @Test
  void whatWasPutLastStaysHoweverOftenOthersWereAskedFor() {
    IntStream.range(0, 10).forEach(i -> kept.put(i, "often"));
    IntStream.range(0, 50).forEach(round -> IntStream.range(0, 10).forEach(kept::get));
    IntStream.range(100, 1_000).forEach(i -> kept.put(i, "once"));
    assertThat(IntStream.range(950, 1_000).mapToObj(kept::get)).containsOnly("once");
    assertThat(kept.get(0)).isNull();
  }

  @Test
  void whatIsAskedForStaysWithWhatIsPut() {
    kept.put(1, "asked for");
    for (int i = 100; i < 1_000; i++) {
      kept.put(i, "put");
      assertThat(kept.get(1)).isEqualTo("asked for");
    }
  }

  @Test
  void theBudgetHolds() {
    IntStream.range(0, 10_000)
        .forEach(i -> {
          kept.put(i, "x");
          assertThat(kept.size()).isLessThanOrEqualTo(102);
        });
    assertThat(kept.size()).isGreaterThanOrEqualTo(50);
  }
}
