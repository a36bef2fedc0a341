package io.bystack.dpos.staking;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.dpos.ConsensusView;
import io.bystack.dpos.TestProducer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundReportTest {
  @TempDir Path folder;

  @Test
  void countsBlocksAndMissedSlots() throws Exception {
    try (TestProducer producer = new TestProducer(folder)) {
      producer.makeBlocks(500, 500, 2_000, 500);
      ConsensusView view = producer.view();
      RoundReport report = RoundReport.running(view, producer.tree());
      assertThat(report.seq()).isEqualTo(1);
      assertThat(report.rows()).hasSize(1);
      assertThat(report.rows().getFirst().made()).isEqualTo(3);
      assertThat(report.rows().getFirst().missed()).isEqualTo(3);
      assertThat(report.rows().getFirst().unsigned()).isZero();
      // The subsidies of blocks 1 to 3.
      assertThat(report.rows().getFirst().earned()).isEqualTo(3 * 24);
    }
  }

  @Test
  void tellsOfARoundThatIsOver() throws Exception {
    try (TestProducer producer = new TestProducer(folder)) {
      long[] gaps = new long[TestProducer.ROUND];
      Arrays.fill(gaps, 500);
      gaps[40] = 1_500;
      producer.makeBlocks(gaps);
      ConsensusView view = producer.view();
      RoundReport first = RoundReport.ending(TestProducer.ROUND, view, producer.tree());
      assertThat(first.seq()).isEqualTo(1);
      assertThat(first.rows())
          .singleElement()
          .satisfies(row -> {
            assertThat(row.made()).isEqualTo(TestProducer.ROUND);
            assertThat(row.missed()).isEqualTo(2);
            assertThat(row.earned()).isEqualTo(TestProducer.ROUND * 24L);
          });
      // The newest block does not count yet.
      assertThat(RoundReport.running(view, producer.tree()).rows().getFirst().made())
          .isEqualTo(TestProducer.ROUND - 1);
    }
  }
}
