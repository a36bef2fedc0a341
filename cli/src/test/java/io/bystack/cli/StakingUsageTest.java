package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong in a command about money is said before anything is asked of a node. */
class StakingUsageTest {
  private static final String NOBODY = "--rpc-url=http://127.0.0.1:1";

  private static void assertWrongPercent(String percent, Invocation run) {
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains("--percent is " + percent)
        .contains("0 to 100 is expected")
        .doesNotContain("defect");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "101", "170"})
  void aShareIsAtMostAll(String percent) {
    assertWrongPercent(
        percent,
        Invocation.of(
            "producer",
            "payout",
            "plan",
            "--key=" + "0b".repeat(64),
            "--reward-address=sp1qanybody",
            "--percent=" + percent,
            "--start=1200",
            "--end=2400",
            NOBODY));
    assertWrongPercent(
        percent, Invocation.of("vote", "reward", "sp1qanybody", "--percent=" + percent, NOBODY));
  }

  @Test
  void aGoodShareGoesOnToTheNode() {
    Invocation run = Invocation.of("vote", "reward", "sp1qanybody", "--percent=100", NOBODY);
    assertThat(run.status()).isEqualTo(3);
  }
}
