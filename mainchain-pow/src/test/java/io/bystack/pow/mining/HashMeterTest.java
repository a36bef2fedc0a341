package io.bystack.pow.mining;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HashMeterTest {
  private static long seconds(long seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }

  @Test
  void knowsNothingFromOneReading() {
    HashMeter meter = new HashMeter();
    assertThat(meter.perSecond()).isZero();
    meter.restart(seconds(7), 100);
    assertThat(meter.perSecond()).isZero();
  }

  @Test
  void measuresTheLastMinuteOnly() {
    HashMeter meter = new HashMeter();
    meter.restart(0, 0);
    long hashes = 0;
    for (int second = 5; second <= 100; second += 5) {
      hashes += 5 * 20;
      meter.read(seconds(second), hashes);
    }
    assertThat(meter.perSecond()).isEqualTo(20);
    for (int second = 105; second <= 165; second += 5) {
      hashes += 5 * 3;
      meter.read(seconds(second), hashes);
    }
    assertThat(meter.perSecond()).isBetween(3.0, 4.5);
  }
}
