package io.bystack.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.cli.bench.ForgedSnapshot;
import io.bystack.cli.exit.ExitCode;
import io.bystack.config.ChainConfig;
import io.bystack.core.bytes.Hash;
import io.bystack.core.chain.ChainEngine;
import io.bystack.core.chain.LoadedSnapshot;
import io.bystack.core.consensus.ChainProtocol;
import io.bystack.dpos.DposNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that begin with a snapshot, as an operator runs them. */
@Timeout(120)
class SnapshotNodeTest {
  private static final String NAME = "snap";
  private static final int EVERY = 4;

  @TempDir Path folder;
  private final CompletableFuture<ExitCode> ended = new CompletableFuture<>();
  private RunningNode producer;
  private Optional<RunningNode> follower = Optional.empty();
  private int port;

  @BeforeEach
  void produce() throws Exception {
    port = freePort();
    ChainConfig.OwnLane lane = new ChainConfig.OwnLane(true, Optional.empty(), EVERY);
    producer = node("producer", peers(port, List.of(), lane), true);
    producer.start();
  }

  @AfterEach
  void stop() {
    follower.ifPresent(RunningNode::close);
    producer.close();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static ChainConfig.PeerConfig peers(
      int port, List<String> keep, ChainConfig.OwnLane lane) {
    return new ChainConfig.PeerConfig(
        true,
        "127.0.0.1",
        port,
        new ChainConfig.PeerLimits(20, 20, 20, 20),
        new ChainConfig.Dialling(List.of(), keep, 0, Duration.ofSeconds(3), Optional.empty()),
        "",
        lane,
        new ChainConfig.Reach(false, false));
  }

  private RunningNode node(String name, ChainConfig.PeerConfig peers, boolean produces) {
    Optional<Path> federation =
        produces
            ? Optional.empty()
            : Optional.of(folder.resolve("producer").resolve(NAME + "-keys/federation.json"));
    NodeSettings.Side side =
        new NodeSettings.Side(
            NAME,
            DposNetwork.own(NAME, DposNetwork.OWN_GENESIS_TIME),
            new NodeSettings.Common(
                new ChainConfig.ApiConfig("127.0.0.1", 0, false, List.of(), 5),
                Optional.of(peers),
                new ChainConfig.StoreConfig(8 << 20, 8 << 20)),
            produces,
            Optional.empty(),
            new NodeSettings.Keys(Optional.empty(), federation, produces));
    return new RunningNode(
        new NodeSettings(folder.resolve(name), 0, List.of(side)), ended::complete);
  }

  private static ChainEngine engine(RunningNode node) {
    return node.chains().get(NAME).host().engine();
  }

  /** Looks at every new block of a node whether something holds. */
  private static void await(RunningNode node, BooleanSupplier condition) throws Exception {
    CompletableFuture<Boolean> holds = new CompletableFuture<>();
    engine(node)
        .addListener(_ -> {
          if (condition.getAsBoolean()) {
            holds.complete(true);
          }
        });
    assertThat(holds.get(90, TimeUnit.SECONDS)).isTrue();
  }

  private Path shelf() {
    return folder.resolve("producer").resolve(NAME).resolve("snapshots");
  }

  private Optional<Path> firstSnapshot() {
    if (!Files.isDirectory(shelf())) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.list(shelf())) {
      return files.filter(f -> f.getFileName().toString().matches("\\d+-.*")).findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aNodeBeginsWithTheStateItsOperatorTrusts() throws Exception {
    await(producer, () -> firstSnapshot().isPresent());
    String[] parts = firstSnapshot().orElseThrow().getFileName().toString().split("[-.]", -1);
    ChainConfig.Snapshot trusted = new ChainConfig.Snapshot(Long.parseLong(parts[0]), parts[1]);
    RunningNode node =
        node(
            "follower",
            peers(
                freePort(),
                List.of("127.0.0.1:" + port),
                new ChainConfig.OwnLane(true, Optional.of(trusted), 0)),
            false);
    follower = Optional.of(node);
    node.start();
    LoadedSnapshot loaded = engine(node).loadedSnapshot().orElseThrow();
    assertThat(loaded.height()).isEqualTo(trusted.height());
    assertThat(loaded.digest()).isEqualTo(Hash.fromHex(trusted.digest()));
    await(node, () -> engine(node).loadedSnapshot().orElseThrow().validated());
    Hash first = engine(node).tree().mainChainAt(1).orElseThrow().hash();
    assertThat(engine(node).storedBlock(first)).isPresent();
    assertThat(engine(node).best().height()).isGreaterThan(loaded.height());
    assertThat(ended).isNotDone();
  }

  @Test
  void aNodeThatBeganWithAWrongStateStopsWithItsOwnExitCode() throws Exception {
    await(producer, () -> firstSnapshot().isPresent());
    ChainProtocol protocol = producer.chains().get(NAME).observer();
    Path forged = folder.resolve("forged");
    Hash claimed =
        ForgedSnapshot.of(firstSnapshot().orElseThrow(), protocol)
            .writeTo(forged, folder.resolve("try"));
    ForgedSnapshot.load(forged, protocol, folder.resolve("follower").resolve(NAME), claimed);
    RunningNode node =
        node(
            "follower",
            peers(
                freePort(),
                List.of("127.0.0.1:" + port),
                new ChainConfig.OwnLane(true, Optional.empty(), 0)),
            false);
    follower = Optional.of(node);
    node.start();
    assertThat(ended.get(90, TimeUnit.SECONDS)).isEqualTo(ExitCode.DIFFERENCE);
  }
}
