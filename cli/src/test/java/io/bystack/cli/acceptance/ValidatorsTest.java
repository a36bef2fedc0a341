package io.bystack.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four validators as processes of their own: what finality needs and survives. */
class ValidatorsTest {
  @TempDir Path folder;

  @Test
  void finalityNeedsMoreThanTwoThirdsAndComesBack() throws Exception {
    try (Network network =
        Network.withValidators(folder.resolve("net"), 4, "--blocks-each-node=2")) {
      Network.Node first = network.node(1);
      first.waitForFinality(6);
      JsonNode interval = first.call("/bystack/pace", "{}").path("block_interval");
      assertThat(interval.path("median_ms").asLong()).isBetween(250L, 1_000L);

      network.node(4).kill();
      first.waitForFinality(first.height() + 4);

      network.node(2).kill();
      first.waitForHeight(first.height() + 3);
      long stopped = first.finalHeight();
      first.waitForHeight(first.height() + 4);
      assertThat(first.finalHeight()).isEqualTo(stopped);

      network.node(2).start();
      network.node(4).start();
      first.waitForFinality(first.height() + 2);
      network.node(4).waitForFinality(first.height());
      for (Network.Node node : network.nodes()) {
        assertThat(node.stop()).isZero();
      }
    }
  }
}
