package io.bystack.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
  private static final Path HOME = Path.of("/home/someone");

  @TempDir private Path folder;

  private Optional<Path> file(String text) throws IOException {
    return Optional.of(Files.writeString(folder.resolve("node.toml"), text));
  }

  private static Configuration.Value maxPeers(
      Map<String, String> flags, Map<String, String> environment, Optional<Path> file)
      throws ConfigException {
    return Configuration.read(flags, environment, file).value("side", "p2p.max-peers");
  }

  @Test
  void flagBeatsEnvironmentBeatsFileBeatsProfileBeatsDefault() throws Exception {
    Optional<Path> file = file("p2p.max-peers = 30\np2p.port = 7\n");
    Map<String, String> environment = Map.of("BYSTACK_P2P_MAX_PEERS", "20");
    assertThat(maxPeers(Map.of("p2p.max-peers", "10"), environment, file))
        .isEqualTo(new Configuration.Value("10", "flag"));
    assertThat(maxPeers(Map.of(), environment, file))
        .isEqualTo(new Configuration.Value("20", "environment"));
    assertThat(maxPeers(Map.of(), Map.of(), file))
        .isEqualTo(new Configuration.Value("30", "file " + file.orElseThrow()));
    assertThat(maxPeers(Map.of(), Map.of(), Optional.empty()))
        .isEqualTo(new Configuration.Value("50", "default"));
    Configuration plain = Configuration.read(Map.of(), Map.of(), Optional.empty());
    assertThat(plain.value("side", "p2p.port"))
        .isEqualTo(new Configuration.Value("56656", "profile mainnet"));
    assertThat(Configuration.read(Map.of(), Map.of(), file).value("side", "p2p.port").text())
        .isEqualTo("7");
  }

  @Test
  void aChainsOwnKeyIsStrongerWithinOneSource() throws Exception {
    Optional<Path> file = file("p2p.max-peers = 30\n[side]\np2p.max-peers = 31\n");
    Configuration configuration = Configuration.read(Map.of(), Map.of(), file);
    assertThat(configuration.value("side", "p2p.max-peers").text()).isEqualTo("31");
    assertThat(configuration.value("main", "p2p.max-peers").text()).isEqualTo("30");
    assertThat(maxPeers(Map.of("p2p.max-peers", "9"), Map.of(), file).text()).isEqualTo("9");
  }

  @Test
  void fewerPeersNeedNoOtherSetting() throws Exception {
    for (int most : new int[] {0, 1, 20, 45, 50, 200}) {
      Configuration configuration =
          Configuration.read(
              Map.of("p2p.max-peers", Integer.toString(most)), Map.of(), Optional.empty());
      ChainConfig.PeerLimits limits =
          NodeConfig.of(configuration, HOME).chains().getFirst().peers().limits();
      assertThat(limits.total()).isEqualTo(most);
      assertThat(limits.inbound()).isEqualTo(Math.min(40, most - most / 5));
    }
  }

  @Test
  void unknownKeysAreErrorsWithSuggestions() throws IOException {
    Optional<Path> file = file("p2p.max-peer = 30\nlog.lvl = \"info\"\n");
    assertThatThrownBy(() -> Configuration.read(Map.of(), Map.of(), file))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(p -> p.contains("p2p.max-peer, did you mean p2p.max-peers"))
                    .anyMatch(p -> p.contains("log.lvl, did you mean log.level")));
  }

  @Test
  void unknownVariablesWithOurPrefixAreWarnings() throws ConfigException {
    Configuration configuration =
        Configuration.read(
            Map.of(),
            Map.of("BYSTACK_PORT", "tcp://10.0.0.1:80", "BYSTACK_LOG_LEVLE", "x", "PATH", "/bin"),
            Optional.empty());
    assertThat(configuration.warnings())
        .hasSize(2)
        .anyMatch(w -> w.contains("BYSTACK_LOG_LEVLE") && w.contains("BYSTACK_LOG_LEVEL?"));
  }

  @Test
  void wrongValuesNameKeyValueAndWhatWasExpected() throws IOException {
    Optional<Path> file = file("store.cache = \"many\"\np2p.dial-timeout = \"3\"\n");
    assertThatThrownBy(() -> Configuration.read(Map.of(), Map.of(), file))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(p -> p.contains("store.cache is \"many\", expected a size"))
                    .anyMatch(p -> p.contains("p2p.dial-timeout is \"3\", expected a time")));
  }

  @Test
  void brokenTomlNamesTheLine() throws IOException {
    Optional<Path> file = file("log.level = \"info\"\nlog.format = \n");
    assertThatThrownBy(() -> Configuration.read(Map.of(), Map.of(), file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void shippedProfilesMakeGoodNodes() throws ConfigException {
    for (String network : NetworkProfile.KNOWN) {
      Configuration configuration =
          Configuration.read(Map.of("network", network), Map.of(), Optional.empty());
      NodeConfig node = NodeConfig.of(configuration, HOME);
      assertThat(node.chains()).extracting(ChainConfig::name).containsExactly("main", "side");
      assertThat(node.dataFolder()).isEqualTo(HOME.resolve(".bystack").resolve(network));
      assertThat(node.chains().getFirst().api().host()).isEqualTo("127.0.0.1");
    }
  }

  @Test
  void aNetworkCanBeAFileWithFurtherChains() throws Exception {
    Path profile =
        Files.writeString(
            folder.resolve("ours.toml"),
            """
            [main]
            kind = "pow"
            chain-id = "ours"
            api.port = 1
            p2p.port = 2
            [fast]
            kind = "dpos"
            chain-id = "ours-fast"
            api.port = 3
            p2p.port = 4
            """);
    Configuration configuration =
        Configuration.read(
            Map.of("network", profile.toString(), "chains", "main,fast"),
            Map.of("BYSTACK_FAST_P2P_PORT", "5"),
            Optional.empty());
    NodeConfig node = NodeConfig.of(configuration, HOME);
    assertThat(node.chains().get(1).peers().port()).isEqualTo(5);
    assertThat(node.chains().get(1).identity())
        .isEqualTo(new NetworkProfile.ChainIdentity(NetworkProfile.Kind.DPOS, "ours-fast"));
    assertThat(node.dataFolder().getFileName()).hasToString("ours");
  }

  @Test
  void anOwnSideChainHasItsOwnRules() throws Exception {
    String form =
        """
        [side]
        kind = "dpos"
        chain-id = "%s"
        rules.round-blocks = %s
        """;
    Path own = Files.writeString(folder.resolve("own.toml"), form.formatted("ours", "120"));
    assertThat(NetworkProfile.of(own.toString()).chains().get("side").rules())
        .isEqualTo(Map.of("round-blocks", 120L));
    Path vapor = Files.writeString(folder.resolve("vapor.toml"), form.formatted("mainnet", "120"));
    assertThatThrownBy(() -> NetworkProfile.of(vapor.toString()))
        .hasMessageContaining("side.rules");
    Path zero = Files.writeString(folder.resolve("zero.toml"), form.formatted("ours", "0"));
    assertThatThrownBy(() -> NetworkProfile.of(zero.toString()))
        .hasMessageContaining("side.rules.round-blocks is 0");
    String strict = form.replace("round-blocks", "strict-from");
    Path later = Files.writeString(folder.resolve("later.toml"), strict.formatted("ours", "1000"));
    assertThat(NetworkProfile.of(later.toString()).chains().get("side").rules())
        .isEqualTo(Map.of("strict-from", 1_000L));
    Path never = Files.writeString(folder.resolve("never.toml"), strict.formatted("ours", "-1"));
    assertThatThrownBy(() -> NetworkProfile.of(never.toString()))
        .hasMessageContaining("side.rules.strict-from is -1, expected at least 0");
  }

  @Test
  void keyAndFederationFilesMustBeThere() throws Exception {
    Path key = Files.writeString(folder.resolve("node_key.txt"), "");
    Path absent = folder.resolve("fedration.json");
    Configuration configuration =
        Configuration.read(
            Map.of("side.producer.key-file", key.toString(), "federation-file", absent.toString()),
            Map.of(),
            Optional.empty());
    assertThatThrownBy(() -> NodeConfig.of(configuration, HOME))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("side.federation-file (flag) is \"" + absent + "\"")
        .hasMessageNotContaining("producer.key-file");
  }

  @Test
  void aPortHasOneUser() throws ConfigException {
    Configuration configuration =
        Configuration.read(Map.of("p2p.port", "77"), Map.of(), Optional.empty());
    assertThatThrownBy(() -> NodeConfig.of(configuration, HOME))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("side.p2p.port: port 77 is main.p2p.port's already");
  }

  @Test
  void whatDoesNotFitTogetherIsNamedAtOnce() throws ConfigException {
    Configuration configuration =
        Configuration.read(
            Map.of(
                "main.p2p.max-inbound",
                "90",
                "side.mine.enabled",
                "true",
                "chains",
                "main,side,third"),
            Map.of(),
            Optional.empty());
    assertThatThrownBy(() -> NodeConfig.of(configuration, HOME))
        .isInstanceOfSatisfying(
            ConfigException.class,
            e ->
                assertThat(e.problems())
                    .anyMatch(p -> p.startsWith("main.p2p.max-inbound (flag) is \"90\""))
                    .anyMatch(p -> p.contains("side.mine.enabled"))
                    .anyMatch(p -> p.contains("third is not a chain of mainnet")));
  }

  @Test
  void anUnknownNetworkIsSuggested() {
    assertThatThrownBy(() -> NetworkProfile.of("manenet"))
        .hasMessageContaining("did you mean mainnet?");
  }

  @Test
  void theDefaultFileIsAValidFileWhenUncommented() throws Exception {
    String uncommented =
        ConfigReference.defaultFile()
            .lines()
            .filter(line -> line.matches("# [a-z0-9.-]+ = .*"))
            .filter(line -> !line.contains(".port = "))
            .map(line -> line.substring(2))
            .reduce("", (a, b) -> a + b + "\n");
    Configuration configuration = Configuration.read(Map.of(), Map.of(), file(uncommented));
    assertThat(NodeConfig.of(configuration, HOME).chains()).hasSize(2);
    Configuration plain = Configuration.read(Map.of(), Map.of(), Optional.empty());
    assertThat(configuration.effective().keySet()).isEqualTo(plain.effective().keySet());
  }
}
