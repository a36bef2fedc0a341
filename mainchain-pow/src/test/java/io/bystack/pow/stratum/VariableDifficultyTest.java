package io.bystack.pow.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VariableDifficultyTest {
  private static final StratumOptions.Difficulty OPTIONS =
      new StratumOptions.Difficulty(1000, 10, Duration.ofSeconds(8));

  @Test
  void findsThePaceOfAFastMiner() {
    // 1000 hashes a second should end near 8000 hashes per share.
    assertThat(settle(1000)).isBetween(6000L, 10_500L);
  }

  @Test
  void findsThePaceOfASlowMiner() {
    assertThat(settle(20)).isBetween(115L, 210L);
  }

  @Test
  void staysAtTheMinimum() {
    assertThat(settle(0.01)).isEqualTo(10);
  }

  @Test
  void leavesAPaceThatIsAboutRight() {
    VariableDifficulty difficulty = new VariableDifficulty(OPTIONS, 0);
    for (int i = 1; i <= 80; i++) {
      assertThat(difficulty.share(i * 7_000L)).isFalse();
    }
    assertThat(difficulty.difficulty()).isEqualTo(1000);
  }

  /** A miner that needs exactly the expected number of hashes for every share, for three hours. */
  private static long settle(double hashesPerSecond) {
    VariableDifficulty difficulty = new VariableDifficulty(OPTIONS, 0);
    long now = 0;
    long nextTick = 30_000;
    while (now < 10_800_000) {
      long needed = Math.round(1000 * difficulty.difficulty() / hashesPerSecond);
      if (now + needed <= nextTick) {
        now += needed;
        difficulty.share(now);
      } else {
        now = nextTick;
        nextTick += 30_000;
        difficulty.tick(now);
      }
    }
    return difficulty.difficulty();
  }
}
