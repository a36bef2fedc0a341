package io.bystack.pow.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bystack.core.store.StoreException;
import io.bystack.pow.mining.BlockTemplate;
import io.bystack.pow.mining.SolonetNode;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobTextTest {
  @TempDir Path folder;

  @Test
  void aLineSaysWhatItsJobSays() throws StoreException, JsonProcessingException {
    InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));
    try (SolonetNode node = new SolonetNode(folder, clock)) {
      BlockTemplate template = node.board().current();
      JobText text = JobText.of(template);
      for (int i = 1; i < 4; i++) {
        Job job =
            new Job(
                Integer.toString(i),
                template.header((long) i << 48),
                template.seed(),
                ShareTarget.of(i * 1_000L));
        var read = new ObjectMapper().readTree(text.line(job));
        assertThat(read.path("method").asText()).isEqualTo("job");
        assertThat(read.path("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(read.path("params")).isEqualTo(job.toJson());
        assertThat(job.target()).isGreaterThan(BigInteger.ZERO);
      }
      assertThat(text.isOf(template)).isTrue();
    }
  }
}
