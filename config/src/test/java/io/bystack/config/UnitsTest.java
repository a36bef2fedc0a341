package io.bystack.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
  @Test
  void readsSizesAndTimes() {
    assertThat(Units.bytes("512MiB")).isEqualTo(512L << 20);
    assertThat(Units.bytes("12")).isEqualTo(12);
    assertThat(Units.time("30s")).isEqualTo(Duration.ofSeconds(30));
    assertThat(Units.time("150ms")).isEqualTo(Duration.ofMillis(150));
    assertThat(Units.time("0")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MiB", "12MB", "-1", "1.5GiB", "99999999999TiB"})
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> Units.bytes(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "s", "-1s", "1w", "200000d", "999999999999999d"})
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> Units.time(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void sizesAreTheirNumberTimesTheirUnit(@ForAll @LongRange(min = 0, max = 1_000_000) long n) {
    assertThat(Units.bytes(n + "KiB")).isEqualTo(n * 1024);
  }
}
