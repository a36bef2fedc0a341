package io.bystack.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceConfigTest {
  @TempDir private Path folder;

  private ReferenceConfig migrate(String text) throws IOException, ConfigException {
    return ReferenceConfig.read(Files.writeString(folder.resolve("config.toml"), text));
  }

  @Test
  void takesOverTheMainChainsFile() throws Exception {
    ReferenceConfig migrated =
        migrate(
            """
            fast_sync = true
            db_backend = "leveldb"
            api_addr = "0.0.0.0:9888"
            node_alias = "mine"
            chain_id = "wisdom"
            [p2p]
            laddr = "tcp://0.0.0.0:46656"
            seeds = "52.83.107.224:46656,52.83.251.197:46656"
            max_num_peers = 45
            dial_timeout = 5
            """);
    assertThat(migrated.chain()).isEqualTo("main");
    assertThat(migrated.notes()).hasSize(2);
    Path ours = Files.writeString(folder.resolve("ours.toml"), migrated.toToml());
    Configuration configuration = Configuration.read(Map.of(), Map.of(), Optional.of(ours));
    ChainConfig main = NodeConfig.of(configuration, folder).chains().getFirst();
    assertThat(configuration.profile().name()).isEqualTo("testnet");
    assertThat(main.api().host()).isEqualTo("0.0.0.0");
    assertThat(main.peers().limits().total()).isEqualTo(45);
    assertThat(main.peers().dialling().timeout()).hasSeconds(5);
    assertThat(main.peers().dialling().seeds()).hasSize(2);
    assertThat(main.peers().name()).isEqualTo("mine");
  }

  @Test
  void recognisesTheSideChainsFile() throws Exception {
    ReferenceConfig migrated =
        migrate(
            """
            moniker = ""
            chain_id = "mainnet"
            api_addr = "127.0.0.1:9889"
            mining = true
            [p2p]
            laddr = "tcp://0.0.0.0:56656"
            proxy_password = "pw-4711"
            """);
    assertThat(migrated.chain()).isEqualTo("side");
    assertThat(migrated.toToml())
        .contains("chains = [\"side\"]")
        .contains("# mining: not taken over, set producer.key-file to produce blocks")
        .doesNotContain("pw-4711");
  }

  @Test
  void aNamedNodeIsNotThereforeTheSideChains() throws Exception {
    String older =
        """
        moniker = "anonymous"
        chain_id = "mainnet"
        api_addr = "0.0.0.0:9888"
        [p2p]
        laddr = "tcp://0.0.0.0:46657"
        """;
    assertThat(migrate(older).chain()).isEqualTo("main");
    ReferenceConfig named = migrate("node_alias = \"y\"\nmoniker = \"x\"\n");
    assertThat(named.chain()).isEqualTo("main");
    assertThat(named.values()).containsEntry("main.p2p.name", "y");
    assertThat(migrate("moniker = \"x\"\napi_addr = \"0.0.0.0:9000\"\n").chain()).isEqualTo("side");
    assertThat(migrate("chain_id = \"mainnet\"\n").chain()).isEqualTo("main");
  }

  /** It decides the genesis block, and lies beside the configuration unless it is said where. */
  @Test
  void findsTheFederationOfTheSideChain() throws Exception {
    String plain = "api_addr = \"0.0.0.0:9889\"\n";
    assertThat(migrate(plain).values()).doesNotContainKey("side.federation-file");
    String named = plain + "federation_file = \"keys/f.json\"\n";
    assertThat(migrate(named).values())
        .containsEntry("side.federation-file", folder.resolve("keys/f.json").toString());
    Path beside = Files.writeString(folder.resolve("federation.json"), "{}");
    assertThat(migrate(plain).values()).containsEntry("side.federation-file", beside.toString());
    assertThat(migrate("api_addr = \"0.0.0.0:9888\"\n").values())
        .doesNotContainKey("main.federation-file");
  }

  @Test
  void aVaultStaysWithoutANetwork() throws Exception {
    ReferenceConfig migrated =
        migrate(
            """
            vault_mode = true
            chain_id = "mainnet"
            api_addr = "127.0.0.1:9888"
            [p2p]
            seeds = "45.79.213.28:46657"
            lan_discoverable = true
            """);
    Path ours = Files.writeString(folder.resolve("ours.toml"), migrated.toToml());
    Configuration configuration = Configuration.read(Map.of(), Map.of(), Optional.of(ours));
    ChainConfig.PeerConfig peers = NodeConfig.of(configuration, folder).chains().getFirst().peers();
    assertThat(peers.listen()).isFalse();
    assertThat(peers.dialling().seeds()).isEmpty();
    assertThat(peers.dialling().wanted()).isZero();
    assertThat(peers.reach().lanDiscovery()).isFalse();
  }

  @Test
  void nobodyIsDialledIfThereWereNoSeeds() throws Exception {
    ReferenceConfig migrated =
        migrate("chain_id = \"mainnet\"\n[p2p]\nladdr = \"tcp://[::]:46657\"\nseeds = \"\"\n");
    Path ours = Files.writeString(folder.resolve("ours.toml"), migrated.toToml());
    Configuration configuration = Configuration.read(Map.of(), Map.of(), Optional.of(ours));
    ChainConfig.PeerConfig peers = NodeConfig.of(configuration, folder).chains().getFirst().peers();
    assertThat(peers.dialling().seeds()).isEmpty();
    assertThat(peers.host()).isEqualTo("::");
  }

  /** The reference mines for its wallet; without an address anyone could take the reward. */
  @Test
  void doesNotMineForStrangers() throws Exception {
    ReferenceConfig migrated = migrate("node_alias = \"\"\nmining = true\n");
    assertThat(migrated.values()).doesNotContainKey("main.mine.enabled");
    assertThat(migrated.notes())
        .containsExactly(
            "mining: not taken over, set main.mine.address to an address of yours and"
                + " main.mine.enabled");
  }
}
