package io.bystack.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bystack.cli.client.NodeClient;
import io.bystack.cli.exit.CommandException;
import io.bystack.config.ChainConfig;
import io.bystack.dpos.DposNetwork;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The API of a side chain's node without a key, as clients of the reference call it. */
@Timeout(90)
class FollowerApiTest {
  @TempDir Path folder;
  private RunningNode node;

  @BeforeEach
  void start() {
    NodeSettings.Side side =
        new NodeSettings.Side(
            "side",
            DposNetwork.solonet(),
            new NodeSettings.Common(
                new ChainConfig.ApiConfig("127.0.0.1", 0, false, List.of(), 5),
                Optional.empty(),
                new ChainConfig.StoreConfig(8 << 20, 8 << 20)),
            false,
            Optional.empty(),
            new NodeSettings.Keys(Optional.empty(), Optional.empty(), false));
    node = new RunningNode(new NodeSettings(folder, 0, List.of(side)), _ -> {});
    node.start();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private String call(String path, String body) throws IOException {
    return new String(
        new RawHttp(node.apiPort("side"))
            .send("POST", path, Map.of(), body.getBytes(StandardCharsets.UTF_8))
            .body()
            .toArray(),
        StandardCharsets.UTF_8);
  }

  @Test
  void whatIsOffCanBeSwitchedOff() throws IOException {
    assertThat(call("/set-mining", "{\"is_mining\":false}"))
        .isEqualTo("{\"status\":\"success\",\"data\":\"\"}\n");
    assertThat(call("/set-mining", "{\"is_mining\":true}"))
        .contains("\"error_detail\":\"Mining address does not exist\"");
  }

  @Test
  void aMissingIdIsNotInABlock() throws IOException {
    assertThat(call("/get-merkle-proof", "{\"tx_ids\":[null]}"))
        .startsWith("{\"status\":\"success\"")
        .contains("\"matched_tx_ids\":null");
  }

  @Test
  void saysThatItHasNoWallet() {
    NodeClient client =
        new NodeClient(
            URI.create("http://127.0.0.1:" + node.apiPort("side")),
            Optional.empty(),
            Duration.ofSeconds(60));
    assertThatThrownBy(() -> client.call("/list-accounts"))
        .isInstanceOfSatisfying(
            CommandException.class, e -> assertThat(e.why()).contains("wallet not found"));
  }
}
