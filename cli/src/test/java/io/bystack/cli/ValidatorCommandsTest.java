package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bystack.cli.acceptance.Network;
import io.bystack.cli.secret.PrivateFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The commands of producers and voters against a real validator. */
@Tag("long")
@TestInstance(Lifecycle.PER_CLASS)
class ValidatorCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Path folder;
  private Network network;
  private Network.Node node;
  private String key;

  @BeforeAll
  void start(@TempDir Path shared) throws Exception {
    folder = shared;
    network =
        Network.writtenWithValidators(
            folder.resolve("net"), 1, "--round-blocks=4", "--vote-lock-blocks=1");
    node = network.node(1);
    node.start();
    node.waitForHeight(2);
    key = status().path("key").asText();
    PrivateFile.write(folder.resolve("password"), "not in any log");
  }

  @AfterAll
  void stop() {
    network.close();
  }

  private Invocation run(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--rpc-url=http://127.0.0.1:" + node.apiPort());
    return Invocation.of(all.toArray(String[]::new));
  }

  private JsonNode json(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("-ojson");
    Invocation run = run(all.toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isZero();
    return JSON.readTree(run.out());
  }

  /** As producer status has it, whose exit status tells whether blocks are made just now. */
  private JsonNode status() throws IOException, InterruptedException {
    return node.call("/bystack/producer/status", "");
  }

  private String[] withKey(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--key-file=" + folder.resolve("voter.json"),
            "--password-file=" + folder.resolve("password")));
    return all.toArray(String[]::new);
  }

  @Test
  void aVoteIsCastMovedAndShown() throws Exception {
    String voter = json(withKey("vote", "create-key")).path("address").asText();
    Invocation made =
        Invocation.of(
            "producer", "key", "create", folder.resolve("other.txt").toString(), "-ojson");
    String other = JSON.readTree(made.out()).path("key").asText();
    assertThat(
            run("testnet", "fund", "--network-dir=" + folder.resolve("net"), voter, "100").status())
        .isZero();
    node.waitForHeight(node.height() + 2);
    assertThat(run(withKey("vote", "cast", key, "10", "--yes", "--wait=irreversible")).err())
        .contains("irreversible in block");
    assertThat(json("candidate", "show", key.substring(0, 8)).path("votes_btm").asText())
        .isEqualTo("10");
    node.waitForHeight(node.height() + 2);
    assertThat(run(withKey("vote", "move", "--to=" + other, "--yes", "--wait=confirmed")).status())
        .isZero();
    assertThat(json("candidate", "list"))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.path("key").asText()).isEqualTo(other);
          assertThat(row.path("votes_btm").asText()).isEqualTo("10");
        });
    assertThat(run("candidate", "show", key).status()).isEqualTo(2);
    assertThat(
            run(
                    "producer",
                    "payout",
                    "standby",
                    "--pay-to=" + other + "=" + voter,
                    "--start=0",
                    "--end=4",
                    "--journal=" + folder.resolve("payouts"))
                .err())
        .contains("nobody of these is due anything");
  }

  @Test
  void productionIsSwitchedOffAndOnAndReported() throws Exception {
    Invocation off = run("producer", "disable", "-ojson");
    assertThat(off.status()).isZero();
    assertThat(JSON.readTree(off.out()).path("reasons").findValuesAsText("code"))
        .contains("DISABLED");
    assertThat(run("producer", "status").status()).isEqualTo(8);
    assertThat(run("producer", "enable").out()).contains("producing");
    node.waitFor("production", () -> status().path("producing").asBoolean());
    JsonNode on = status();
    assertThat(on.path("next_slot").asLong() % 500).isZero();
    assertThat(on.path("next_slot").asLong())
        .isGreaterThanOrEqualTo(on.path("last_slot").path("timestamp").asLong());
    node.waitForHeight(node.height() + 5);
    JsonNode report = json("producer", "report", "--rounds=2");
    assertThat(report).hasSize(2);
    assertThat(report.path(0).path("made").asLong()).isEqualTo(4);
    assertThat(report.path(0).path("own").asBoolean()).isTrue();
    assertThat(report.path(0).path("earned").asLong()).isGreaterThanOrEqualTo(4 * 9_512_938L);
    assertThat(node.call("/bystack/alarms", "").path("total").asLong()).isZero();
    assertThat(report.path(1).path("round").asLong())
        .isEqualTo(report.path(0).path("round").asLong() + 1);
  }

  @Test
  void aRecordInUseIsLeftAloneAndAKeyIsTakenOver() throws Exception {
    Path record = node.folder().resolve("data");
    Invocation inUse = Invocation.of("producer", "guard", "show", "--data-dir=" + record);
    assertThat(inUse.status()).isEqualTo(7);
    assertThat(inUse.err()).contains("in use").contains("node stop");
    Path copy = folder.resolve("copy.txt");
    Path source = node.folder().resolve("node_key.txt");
    Invocation taken =
        Invocation.of("producer", "key", "import", "--from=" + source, copy.toString(), "-ojson");
    assertThat(JSON.readTree(taken.out()).path("key").asText()).isEqualTo(key);
    assertThat(Invocation.of("producer", "key", "show", copy.toString()).out()).contains(key);
    assertThat(taken.out() + taken.err()).doesNotContain(Files.readString(source).strip());
  }

  @Test
  void aRecordGoesToAnotherMachineAndNeverDown() throws Exception {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    Path source = node.folder().resolve("node_key.txt");
    String genesis = node.call("/get-block", "{\"block_height\":0}").path("hash").asText();
    for (Path machine : List.of(first, second)) {
      String floor = machine.equals(first) ? "500" : "700";
      Invocation repaired =
          Invocation.of(
              "producer",
              "guard",
              "repair",
              "--data-dir=" + machine,
              "--key-file=" + source,
              "--genesis=" + genesis,
              "--floor=" + floor);
      assertThat(repaired.status()).as(repaired.err()).isZero();
    }
    for (Path machine : List.of(first, second)) {
      Path file = folder.resolve(machine.getFileName() + ".json");
      Invocation exported =
          Invocation.of("producer", "guard", "export", "--data-dir=" + machine, file.toString());
      assertThat(exported.status()).as(exported.err()).isZero();
    }
    Path third = folder.resolve("third");
    for (String from : List.of("second.json", "first.json")) {
      Invocation imported =
          Invocation.of(
              "producer",
              "guard",
              "import",
              "--data-dir=" + third,
              folder.resolve(from).toString(),
              "-ojson");
      assertThat(imported.status()).as(imported.err()).isZero();
      assertThat(JSON.readTree(imported.out()).path("height").asLong()).isEqualTo(700);
    }
  }
}
