package io.bystack.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.cli.exit.CommandException;
import io.bystack.core.bytes.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptRewardTest {
  @TempDir Path folder;

  private KeptReward.Choice start() throws IOException {
    return KeptReward.Choice.of(folder.resolve("mining-address.txt"), "sm", Optional.empty());
  }

  /** spec/06 §7.3: the bytes of set-coinbase-arbitrary outlive the process. */
  @Test
  void theCoinbasesBytesAreThereAtTheNextStart() throws Exception {
    assertThat(start().settings().arbitrary()).isEqualTo(Bytes.EMPTY);
    start().keepArbitrary(Bytes.of(0xde, 0xad));
    assertThat(start().settings().arbitrary()).isEqualTo(Bytes.of(0xde, 0xad));
    start().keepArbitrary(Bytes.EMPTY);
    assertThat(start().settings().arbitrary()).isEqualTo(Bytes.EMPTY);
    Files.writeString(folder.resolve("coinbase-arbitrary.txt"), "hello\n");
    assertThatThrownBy(this::start)
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("coinbase-arbitrary.txt");
  }
}
