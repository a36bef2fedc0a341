package io.bystack.pow.stratum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WorkerStatisticsTest {
  @Test
  void estimatesTheHashRateFromRecentShares() {
    WorkerStatistics worker = WorkerStatistics.of("a.w");
    assertThat(worker.speed().perSecond(5)).isZero();
    long now = 1_000_000;
    for (int share = 0; share < 400; share++) {
      now += 10_000;
      worker = worker.withAccepted(7_800, false, now);
    }
    assertThat(worker.hashes()).isEqualTo(400 * 7_800);
    assertThat(worker.speed().perSecond(now)).isCloseTo(780, within(20.0));
    assertThat(worker.speed().perSecond(now + 3_600_000)).as("an hour of silence").isLessThan(5);
  }

  @Test
  void countsSharesByWhatBecameOfThem() {
    WorkerStatistics worker = WorkerStatistics.of("a.w");
    for (ShareResult result : ShareResult.values()) {
      if (result != ShareResult.ACCEPTED) {
        worker = worker.withRefused(result);
      }
    }
    assertThat(worker.shares()).isEqualTo(new WorkerStatistics.Shares(0, 1, 1, 1, 1));
    assertThat(worker.shares().plus(worker.shares()))
        .isEqualTo(new WorkerStatistics.Shares(0, 2, 2, 2, 2));
  }
}
