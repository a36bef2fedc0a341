package io.bystack.dpos.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.bytes.Bytes;
import org.junit.jupiter.api.Test;

/** What others' blocks tell about the local clock. */
class PeerClockTest {
  private static final Bytes A = Bytes.of(1);
  private static final Bytes B = Bytes.of(2);
  private static final Bytes C = Bytes.of(3);

  private final PeerClock clock = new PeerClock();

  @Test
  void saysNothingBeforeTwoOthersAreHeard() {
    assertThat(clock.offset(1_000)).isEmpty();
    clock.heard(A, 10_000, 13_000);
    clock.heard(A, 10_500, 13_500);
    assertThat(clock.offset(14_000)).isEmpty();
    clock.heard(B, 11_000, 14_100);
    assertThat(clock.offset(14_100)).contains(3_000L);
  }

  @Test
  void oneLiarDoesNotMoveTheMedian() {
    clock.heard(A, 10_000, 9_900);
    clock.heard(B, 10_500, 10_450);
    clock.heard(C, 1_000, 10_600);
    assertThat(clock.offset(11_000)).contains(-50L);
  }

  @Test
  void oneOfTwoAloneProvesNothing() {
    clock.heard(A, 10_000, 9_900);
    clock.heard(B, 10_500, 16_000);
    assertThat(clock.offset(16_000)).contains(-100L);
    clock.heard(B, 16_500, 11_000);
    assertThat(clock.offset(16_000)).contains(-100L);
  }

  @Test
  void forgetsWhoHasNotBeenHeardForLong() {
    clock.heard(A, 10_000, 12_000);
    clock.heard(B, 10_000, 12_000);
    assertThat(clock.offset(12_000)).contains(2_000L);
    assertThat(clock.offset(400_000)).isEmpty();
  }
}
