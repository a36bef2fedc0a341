package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsCommandTest {
  @Test
  void writesNumbersWithoutExponents() {
    assertThat(MetricsCommand.plain(20)).hasToString("20");
    assertThat(MetricsCommand.plain(3.0e9)).hasToString("3000000000");
    assertThat(MetricsCommand.plain(0.25)).hasToString("0.25");
    assertThat(MetricsCommand.plain(0)).hasToString("0");
  }
}
