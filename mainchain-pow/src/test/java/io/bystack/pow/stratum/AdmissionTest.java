package io.bystack.pow.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final StratumOptions.Limits LIMITS =
      new StratumOptions.Limits(3, 2, Duration.ofMinutes(5), 4, Duration.ofMinutes(20));

  private final Admission admission = new Admission(LIMITS);

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void givesEveryConnectionAnotherNumber() {
    assertThat(admission.enter(address(1), 0)).hasValue(0);
    assertThat(admission.enter(address(1), 0)).hasValue(1);
    admission.leave(address(1), 0);
    assertThat(admission.enter(address(2), 0)).hasValue(0);
    assertThat(admission.connections()).isEqualTo(2);
  }

  @Test
  void limitsOneAddressAndAllTogether() {
    admission.enter(address(1), 0);
    admission.enter(address(1), 0);
    assertThat(admission.enter(address(1), 0)).isEmpty();
    assertThat(admission.enter(address(2), 0)).hasValue(2);
    assertThat(admission.enter(address(3), 0)).isEmpty();
  }

  @Test
  void bansAWorkerForATimeAndNotItsNeighbours() {
    admission.ban(address(1), "acc.bad", 1_000);
    assertThat(admission.isBanned(address(1), "acc.bad", 1_200_999)).isTrue();
    assertThat(admission.isBanned(address(1), "acc.bad", 1_201_000)).isFalse();
    assertThat(admission.isBanned(address(1), "acc.good", 1_000)).isFalse();
    assertThat(admission.isBanned(address(2), "acc.bad", 1_000)).isFalse();
    assertThat(admission.enter(address(1), 1_000)).hasValue(0);
  }

  @Test
  void bansAnAddressWithManyBannedWorkers() {
    for (int i = 1; i < Admission.WORKERS_OF_A_BANNED_ADDRESS; i++) {
      admission.ban(address(1), "acc." + i, 1_000);
      admission.ban(address(1), "acc." + i, 1_000);
    }
    assertThat(admission.enter(address(1), 1_000)).hasValue(0);
    admission.ban(address(1), "acc.last", 1_000);
    assertThat(admission.enter(address(1), 1_200_999)).isEmpty();
    assertThat(admission.enter(address(2), 1_000)).hasValue(1);
    assertThat(admission.enter(address(1), 1_201_000)).hasValue(2);
  }
}
