package io.bystack.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MemorySlopeTest {
  private static final double MIB = 1 << 20;

  @Test
  void looksOnlyAtWhatComesAfterTheCachesHaveFilled() {
    MemorySlope slope = new MemorySlope();
    for (int second = 0; second < 900; second++) {
      double mib = second < 300 ? 100 + second : 400 + second / 3600.0 * 60;
      slope.add(second, mib * MIB);
    }
    assertThat(slope.perHour()).isCloseTo(60, within(0.01));
    assertThat(slope.growth()).isCloseTo(10, within(0.1));
    assertThat(slope.last()).isCloseTo(415, within(0.1));
  }

  @Test
  void isZeroWithoutSamples() {
    assertThat(new MemorySlope().growth()).isZero();
  }
}
