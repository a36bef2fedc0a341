package io.bystack.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bystack devnet} and the processes it starts. */
class DevnetTest {
  private static final Pattern NODE = Pattern.compile(".*node1 .* process (\\d+) .*");

  @TempDir Path folder;

  private BystackProcess devnet() throws Exception {
    return BystackProcess.startSmall(
        "devnet",
        "--validators=1",
        "--data-dir=" + folder.resolve("net"),
        "--api-port=31700",
        "--p2p-port=31800");
  }

  private static ProcessHandle node(BystackProcess devnet) throws Exception {
    Matcher matcher =
        NODE.matcher(devnet.awaitLine("the node's process", l -> NODE.matcher(l).matches()));
    assertThat(matcher.matches()).isTrue();
    return ProcessHandle.of(Long.parseLong(matcher.group(1))).orElseThrow();
  }

  @Test
  void nodesNeverOutliveTheProcessThatStartedThem() throws Exception {
    try (BystackProcess devnet = devnet()) {
      ProcessHandle node = node(devnet);
      devnet.awaitLine("an irreversible block", l -> l.matches(".*node1 \\d+ \\([1-9]\\d*\\).*"));
      devnet.kill();
      assertThat(node.onExit().get(60, TimeUnit.SECONDS).isAlive()).isFalse();
    }
    try (BystackProcess devnet = devnet()) {
      ProcessHandle node = node(devnet);
      devnet.awaitLine("a block", l -> l.matches(".*node1 [1-9]\\d* .*"));
      assertThat(devnet.stop()).isIn(0, 143);
      devnet.awaitLine("the pace", l -> l.matches("pace at node1: block interval median .* ms.*"));
      assertThat(node.isAlive()).isFalse();
    }
  }
}
