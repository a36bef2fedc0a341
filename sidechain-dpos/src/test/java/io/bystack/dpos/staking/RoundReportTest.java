package io.bystack.dpos.staking;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.dpos.ConsensusView;
import io.bystack.dpos.TestProducer;
import java.nio.file.Path;
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
    }
  }
}
