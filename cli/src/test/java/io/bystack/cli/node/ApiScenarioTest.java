package io.bystack.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bystack.cli.secret.PrivateFile;
import io.bystack.config.ChainConfig;
import io.bystack.config.ConfigException;
import io.bystack.config.Configuration;
import io.bystack.config.NodeConfig;
import io.bystack.core.crypto.Address;
import io.bystack.dpos.DposNetwork;
import io.bystack.pow.consensus.PowNetwork;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The scenarios recorded from the reference nodes, against this node's HTTP API. Calls that need a
 * wallet are skipped by name; transactions a wallet made are taken from the record, since the
 * blocks they spend from are the same.
 */
@Timeout(180)
class ApiScenarioTest {
  private static final int ENOUGH = 2;
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path VECTORS =
      Path.of(System.getProperty("bystack.vectors", "../../shared/vectors")).resolve("api");

  /** Pages of the reference's wallet interface. */
  private static final Set<String> PAGES =
      Set.of("t-dashboard", "t-dashboard-noslash", "t-dashboard-deep", "t-equity");

  /** Refused alike, with the place in other words. */
  private static final Set<String> OTHER_WORDS =
      Set.of(
          "submit-unsigned",
          "submit-lock-btm",
          "submit-vote-too-small",
          "submit-vote-bad-key",
          "get-vote-result-high");

  /** What we do otherwise on purpose. */
  private static final Map<String, String> DEVIATIONS =
      Map.of("t-options", "a page of another site is refused, see docs/deviations.md");

  @TempDir Path folder;
  private RunningNode node;

  /** On free ports, listening for peers on loopback. */
  private static NodeSettings.Common common(String chain) throws ConfigException {
    Map<String, String> flags =
        Map.of(
            "network", "solonet",
            "chains", chain,
            "api.port", "0",
            "p2p.port", "0",
            "p2p.host", "127.0.0.1",
            "api.auth-disabled", "true",
            "store.cache", "16MiB",
            "store.write-buffer", "16MiB");
    ChainConfig config =
        NodeConfig.of(Configuration.read(flags, Map.of(), Optional.empty()), Path.of("unused"))
            .chains()
            .getFirst();
    return new NodeSettings.Common(config.api(), Optional.of(config.peers()), config.store());
  }

  private void start(NodeSettings.Chain chain) {
    node = new RunningNode(new NodeSettings(folder, 0, List.of(chain)), _ -> {});
    node.start();
  }

  private static List<JsonNode> steps(String chain) throws Exception {
    Path file = VECTORS.resolve("scenario-" + chain + ".jsonl");
    assumeTrue(Files.exists(file), () -> "no scenarios at " + file + " (property bystack.vectors)");
    List<JsonNode> steps = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      steps.add(MAPPER.readTree(line));
    }
    return steps;
  }

  @Test
  void mainChainAnswersAsTheReference() throws Exception {
    List<JsonNode> steps = steps("mainchain");
    start(
        new NodeSettings.Main(
            PowNetwork.of("solonet"),
            common("main"),
            false,
            Optional.empty(),
            new NodeSettings.Work(1, Optional.empty())));
    Result result = play("main", steps);
    node.close();
    assertThat(result.differences).isEmpty();
    assertThat(result.covered).hasSizeGreaterThanOrEqualTo(100);
  }

  @Test
  void sideChainAnswersAsTheReference() throws Exception {
    List<JsonNode> steps = steps("sidechain");
    Path fixtures = VECTORS.resolve("fixtures").resolve("sidechain");
    Path key = folder.resolve("node_key.txt");
    PrivateFile.write(key, Files.readString(fixtures.resolve("node_key.txt")).strip());
    start(
        new NodeSettings.Side(
            "side",
            DposNetwork.solonet(),
            common("side"),
            false,
            Optional.of(
                Address.decode(
                    DposNetwork.solonet().addressPrefix(),
                    steps.getFirst().path("env").path("FOREIGN").asText())),
            new NodeSettings.Keys(
                Optional.of(key), Optional.of(fixtures.resolve("federation.json")), false)));
    Result result = play("side", steps);
    node.close();
    assertThat(result.differences).isEmpty();
    assertThat(result.covered).hasSizeGreaterThanOrEqualTo(40);
  }

  /** What became of the calls, by their ids. */
  private record Result(List<String> covered, List<String> skipped, List<String> differences) {}

  private Result play(String chain, List<JsonNode> steps) throws Exception {
    int port = node.apiPort(chain);
    ApiScenario scenario = new ApiScenario(port, steps.getFirst());
    Set<String> own = endpoints(scenario);
    Result result = new Result(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    int mined = 0;
    for (JsonNode step : steps) {
      switch (step.path("op").asText()) {
        case "chain" -> submitBlocks(scenario, step.path("file").asText());
        case "mine" -> {
          // What comes later needs no more than that one payment is confirmed.
          if (mined++ < ENOUGH) {
            mine(chain, scenario, step.path("blocks").asLong(1));
          }
        }
        case "call" -> call(scenario, own, step, result);
        default -> {}
      }
    }
    System.out.println(chain + " covered " + result.covered.size() + ": " + result.covered);
    System.out.println(chain + " skipped " + result.skipped.size() + ": " + result.skipped);
    return result;
  }

  private static Set<String> endpoints(ApiScenario scenario) throws Exception {
    Set<String> paths = new HashSet<>();
    scenario.call("/openapi.json", "").path("paths").fieldNames().forEachRemaining(paths::add);
    return paths;
  }

  private void call(ApiScenario scenario, Set<String> own, JsonNode step, Result result)
      throws Exception {
    String id = step.path("id").asText();
    String path = step.path("path").asText();
    Optional<String> reason = reason(id, path, own);
    if (reason.isPresent()) {
      result.skipped.add(id + " (" + reason.get() + ")");
      scenario.skip(step);
      return;
    }
    List<String> found = scenario.play(step, !OTHER_WORDS.contains(id));
    if (found.isEmpty()) {
      result.covered.add(id);
    } else {
      result.differences.add(id + " " + path + " " + found);
    }
  }

  private Optional<String> reason(String id, String path, Set<String> own) {
    if (DEVIATIONS.containsKey(id)) {
      return Optional.of(DEVIATIONS.get(id));
    }
    if (PAGES.contains(id)) {
      return Optional.of("page of the wallet");
    }
    boolean reference = !own.contains(path) && WalletCalls.PATHS.contains(path);
    return reference
        ? Optional.of("wallet")
        : WalletCalls.reason(id, node.chains().containsKey("main"));
  }

  private static void submitBlocks(ApiScenario scenario, String file) throws Exception {
    byte[] packed = Files.readAllBytes(VECTORS.resolve("fixtures").resolve(file));
    String text =
        new String(
            new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes(),
            StandardCharsets.UTF_8);
    for (String block : text.lines().filter(line -> !line.isBlank()).toList()) {
      JsonNode answer = scenario.call("/submit-block", "{\"raw_block\":\"" + block + "\"}");
      assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("success");
    }
  }

  private void mine(String chain, ApiScenario scenario, long blocks) throws Exception {
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
    boolean main = chain.equals("main");
    if (!main) {
      node.chains().get(chain).makeBlocks(true);
    }
    if (main) {
      scenario.call("/set-mining", "{\"is_mining\":true}");
    }
    assertThat(there.await(5, TimeUnit.MINUTES)).as(chain + " mines " + blocks).isTrue();
    if (main) {
      scenario.call("/set-mining", "{\"is_mining\":false}");
    }
  }
}
