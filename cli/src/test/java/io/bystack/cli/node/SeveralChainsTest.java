package io.bystack.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.cli.client.NodeClient;
import io.bystack.cli.exit.CommandException;
import io.bystack.cli.exit.ExitCode;
import io.bystack.config.ChainConfig;
import io.bystack.core.store.FailPoints;
import io.bystack.core.store.StoreFailure;
import io.bystack.dpos.DposNetwork;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two side chains in one process, each with its own store, key, ports and threads. */
@Timeout(90)
class SeveralChainsTest {
  @TempDir Path folder;
  private final Set<String> broken = ConcurrentHashMap.newKeySet();
  private final CountDownLatch ended = new CountDownLatch(1);
  private RunningNode node;

  private static NodeSettings.Chain side(String name) {
    return new NodeSettings.Side(
        name,
        DposNetwork.own(name, DposNetwork.OWN_GENESIS_TIME),
        new NodeSettings.Common(
            new ChainConfig.ApiConfig("127.0.0.1", 0, false, List.of(), 5),
            Optional.empty(),
            new ChainConfig.StoreConfig(8 << 20, 8 << 20)),
        true,
        Optional.empty(),
        new NodeSettings.Keys(Optional.empty(), Optional.empty(), true));
  }

  private void start(String... chains) {
    node =
        new RunningNode(
            new NodeSettings(
                folder, 0, Arrays.stream(chains).map(SeveralChainsTest::side).toList()),
            _ -> ended.countDown(),
            this::failPoints);
    node.start();
  }

  /** A disk that refuses what one chain writes. */
  private FailPoints failPoints(String chain) {
    return point -> {
      if (broken.contains(chain)) {
        throw new StoreFailure("cannot write to the store of " + chain + ": I/O error");
      }
    };
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private NodeClient client(String chain) {
    return new NodeClient(
        URI.create("http://127.0.0.1:" + node.apiPort(chain)),
        Optional.empty(),
        Duration.ofSeconds(10));
  }

  private void awaitMore(String chain, int blocks) throws InterruptedException {
    long wanted = node.chains().get(chain).best().height() + blocks;
    CountDownLatch there = new CountDownLatch(1);
    node.chains()
        .get(chain)
        .host()
        .engine()
        .addListener(change -> {
          if (change.best().height() >= wanted) {
            there.countDown();
          }
        });
    assertThat(there.await(60, TimeUnit.SECONDS)).as(chain + " grows by " + blocks).isTrue();
  }

  @Test
  void theFailureOfOneChainHarmsNoOther() throws Exception {
    start("games", "market");
    awaitMore("games", 2);
    awaitMore("market", 2);
    assertThat(node.apiPort("games")).isNotEqualTo(node.apiPort("market"));
    for (String chain : List.of("games", "market")) {
      assertThat(client(chain).call("/net-info").path("network_id").asText()).isEqualTo(chain);
      assertThat(folder.resolve(chain).resolve("db")).isDirectory();
      assertThat(folder.resolve(chain + "-keys").resolve("node_key.txt")).isRegularFile();
    }
    assertThat(key("games")).isNotEqualTo(key("market"));

    broken.add("games");
    awaitMore("market", 5);
    assertThat(node.hasFailed("games")).isTrue();
    assertThat(client("market").page("/health/ready")).contains("up");
    assertThat(client("market").page("/metrics"))
        .contains("bystack_chain_up{chain=\"games\"} 0", "bystack_chain_up{chain=\"market\"} 1")
        .doesNotContain("bystack_height{chain=\"games\"}");
    awaitStopped("games");
    assertThat(ended.getCount()).as("the process goes on").isEqualTo(1);

    broken.add("market");
    assertThat(ended.await(60, TimeUnit.SECONDS)).as("no chain is left").isTrue();
  }

  /** The API of a chain that has failed is closed with its store. */
  private void awaitStopped(String chain) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    while (!never.await(50, TimeUnit.MILLISECONDS)) {
      try {
        client(chain).call("/net-info");
      } catch (CommandException e) {
        if (e.exitCode() == ExitCode.UNREACHABLE) {
          return;
        }
      }
    }
  }

  private String key(String chain) throws Exception {
    return Files.readString(folder.resolve(chain + "-keys").resolve("node_key.txt"));
  }

  @Test
  void aChainThatCannotStartIsNamedAndNothingIsLeftRunning() throws Exception {
    Files.createDirectories(folder.resolve("market"));
    Files.writeString(folder.resolve("market").resolve("diary.txt"), "not a chain");
    assertThatThrownBy(() -> start("games", "market"))
        .isInstanceOfSatisfying(
            CommandException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.DATA);
              assertThat(e.why()).contains("market");
            });
    start("games");
    awaitMore("games", 1);
  }
}
