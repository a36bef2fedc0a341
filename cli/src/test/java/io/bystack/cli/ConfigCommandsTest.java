package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.config.ConfigReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandsTest {
  @TempDir private Path folder;

  @Test
  void showsValuesWithTheirOrigin() {
    Invocation run =
        Invocation.of("config", "show", "--origin", "--p2p-max-peers", "12", "--network=solonet");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("main\\.p2p\\.max-peers +12 +flag")
        .containsPattern("side\\.p2p\\.port +56658 +profile solonet");
  }

  @Test
  void aFlagOfOneChainIsTaken() {
    Invocation run = Invocation.of("config", "diff", "--side-mine-threads", "3");
    assertThat(run.out())
        .containsPattern("side\\.mine\\.threads +1 +3 +flag")
        .doesNotContain("main.mine.threads");
  }

  @Test
  void validateListsEveryProblemAndEndsWithTwo() throws IOException {
    Path file = Files.writeString(folder.resolve("n.toml"), "p2p.max-peer = 1\nlog.level = 3\n");
    Invocation run = Invocation.of("config", "validate", "--config", file.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("did you mean p2p.max-peers").contains("log.level is \"3\"");
  }

  @Test
  void validateRefusesTheAddressOfAnotherNetworkAsAStartWould() {
    Invocation run =
        Invocation.of("config", "validate", "--network=solonet", "--mine-address=bm1qqqqsyq");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "main.mine.address is \"bm1qqqqsyq\"", "Addresses of this network begin with sm1");
  }

  @Test
  void validateAcceptsTheDefaults() {
    Invocation run = Invocation.of("config", "validate");
    assertThat(run.status()).isZero();
    assertThat(run.out()).contains("network mainnet, chains main, side");
  }

  @Test
  void migratesTheReferencesFile() throws IOException {
    Path file = Files.writeString(folder.resolve("config.toml"), "chain_id = \"solonet\"\n");
    assertThat(Invocation.of("config", "migrate", file.toString()).out())
        .contains("network = \"solonet\"");
  }

  @Test
  void thePageOfTheReferenceIsUpToDate() throws IOException {
    assertThat(Path.of("..", "docs", "configuration.md"))
        .as("regenerate it: ./bystack config default --markdown > docs/configuration.md")
        .hasContent(ConfigReference.page());
  }
}
