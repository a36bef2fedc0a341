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

  /** Write buffers fill and are emptied every minute; the leak is a hundredth of that a minute. */
  @Test
  void seesALeakBehindWhatComesAndGoes() {
    MemorySlope leaking = new MemorySlope();
    MemorySlope flat = new MemorySlope();
    for (int second = 0; second < 900; second++) {
      double buffers = second % 60 / 60.0 * 16;
      leaking.add(second, (500 + buffers + second / 3600.0 * 120) * MIB);
      flat.add(second, (500 + buffers) * MIB);
    }
    assertThat(flat.perHour()).isCloseTo(0, within(10.0));
    assertThat(leaking.perHour() - flat.perHour()).isCloseTo(120, within(0.01));
    assertThat(leaking.growth()).isCloseTo(20, within(2.0));
  }

  @Test
  void isZeroWithoutSamples() {
    assertThat(new MemorySlope().growth()).isZero();
  }
}
