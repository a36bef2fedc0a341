package io.bystack.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bystack.cli.secret.PrivateFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A voter and a producer with a real node: from the first BTM to a paid reward. */
class VotingTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private Path password;
  private String url = "";

  @BeforeEach
  void writePassword() throws Exception {
    password = folder.resolve("password");
    PrivateFile.write(password, "not in any log");
  }

  /** Runs a command to its end; its result as JSON. */
  private JsonNode run(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("-o", "json", "--rpc-url", url));
    try (BystackProcess command = BystackProcess.startSmall(all.toArray(String[]::new))) {
      String output = command.output();
      assertThat(command.awaitExit()).as(all + ":\n" + output).isZero();
      assertThat(output).doesNotContain("not in any log");
      int begin =
          output
              .lines()
              .takeWhile(l -> !l.startsWith("{") && !l.startsWith("["))
              .mapToInt(l -> l.length() + 1)
              .sum();
      return JSON.readTree(output.substring(Math.min(begin, output.length())) + " null");
    }
  }

  private String createKey(String name) throws Exception {
    return run(
            "vote",
            "create-key",
            "--key-file=" + folder.resolve(name),
            "--password-file=" + password)
        .path("address")
        .asText();
  }

  private String[] withKey(String name, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of("--key-file=" + folder.resolve(name), "--password-file=" + password, "--yes"));
    return all.toArray(String[]::new);
  }

  private static long planned(JsonNode plan, String address) {
    for (JsonNode row : plan) {
      if (row.path("address").asText().equals(address)) {
        return row.path("amount").asLong();
      }
    }
    throw new AssertionError("nothing is planned for " + address + " in " + plan);
  }

  /** What the rounds of a range have brought a voter, two of them, by its own reckoning. */
  private long earned(String voter, long start, long end) throws Exception {
    JsonNode rounds =
        run("vote", "reward", voter, "--percent=50", "--start=" + start, "--end=" + end);
    assertThat(rounds).hasSize(2);
    long sum = 0;
    for (JsonNode round : rounds) {
      sum += round.path("earned").asLong();
    }
    return sum;
  }

  @Test
  @Tag("long")
  void aVoteElectsAndIsPaidForAndIsWithdrawn() throws Exception {
    Path net = folder.resolve("net");
    try (Network network =
        Network.writtenWithValidators(
            net, 1, "--round-blocks=6", "--vote-lock-blocks=30", "--subsidy=100000000")) {
      Network.Node node = network.node(1);
      node.start();
      url = "http://127.0.0.1:" + node.apiPort();
      node.waitForHeight(1);
      String voter = createKey("voter.json");
      String other = createKey("other.json");
      String producer = createKey("producer.json");
      String key = node.call("/bystack/producer/status", "").path("key").asText();
      // The rewards go to an address, as a producer that shares them would have it.
      assertThat(node.stop()).isZero();
      node.start("--side-producer-address=" + producer);
      url = "http://127.0.0.1:" + node.apiPort();
      run("testnet", "fund", "--network-dir=" + net, voter, "3000000");
      run("testnet", "fund", "--network-dir=" + net, other, "1300000");
      run("testnet", "fund", "--network-dir=" + net, producer, "10");
      node.waitForHeight(node.height() + 2);

      run(withKey("voter.json", "vote", "cast", key, "2000000", "--wait=irreversible"));
      run(withKey("other.json", "vote", "cast", key, "1234567.89012345", "--wait=irreversible"));
      long voted = node.height();
      assertThat(run("vote", "list", voter))
          .anySatisfy(row -> {
            assertThat(row.path("node").asText()).isEqualTo(key);
            assertThat(row.path("amount_btm").asText()).isEqualTo("2000000");
            assertThat(row.path("locked").asBoolean()).isTrue();
          });
      assertThat(run("candidate", "list").path(0).path("standing").asText()).isEqualTo("producer");

      long start = voted - voted % 6 + 6;
      node.waitForFinality(start + 14);
      JsonNode plan =
          run(
              "producer",
              "payout",
              "plan",
              "--key=" + key,
              "--reward-address=" + producer,
              "--percent=50",
              "--start=" + start,
              "--end=" + (start + 12),
              "--journal=" + folder.resolve("payouts"));
      long planned = planned(plan, voter);
      assertThat(planned).isEqualTo(earned(voter, start, start + 12));
      assertThat(planned(plan, other)).isEqualTo(earned(other, start, start + 12));
      // Half of two rounds of six blocks, but for what is lost in rounding down.
      assertThat(planned + planned(plan, other)).isBetween(599_999_996L, 600_000_000L);
      String[] pay =
          withKey(
              "producer.json",
              "producer",
              "payout",
              "pay",
              "--journal=" + folder.resolve("payouts"));
      run(pay);
      run(pay);
      assertThat(run("producer", "payout", "history", "--journal=" + folder.resolve("payouts")))
          .singleElement()
          .satisfies(row -> assertThat(row.path("state").asText()).isEqualTo("paid"));
      assertThat(run("vote", "list", voter))
          .filteredOn(row -> row.path("amount").asLong() == planned)
          .hasSize(1);

      node.waitForHeight(voted + 31);
      run(withKey("voter.json", "vote", "withdraw", "--wait=confirmed"));
      assertThat(run("candidate", "list").path(0).path("votes_btm").asText())
          .isEqualTo("1234567.89012345");
      assertThat(node.stop()).isZero();
    }
  }

  @Test
  void aGuardThatIsGoneClosesTheGateUntilItIsRepaired() throws Exception {
    Path net = folder.resolve("net");
    try (Network network = Network.writtenWithValidators(net, 1)) {
      Network.Node node = network.node(1);
      node.start();
      node.waitForHeight(3);
      String genesis = node.call("/get-block", "{\"block_height\":0}").path("hash").asText();
      assertThat(node.stop()).isZero();
      Files.delete(node.folder().resolve("data/side-keys/sign-once"));

      node.start();
      JsonNode status = node.call("/bystack/producer/status", "");
      assertThat(status.path("producing").asBoolean()).isFalse();
      assertThat(status.path("reasons").path(0).path("code").asText()).isEqualTo("GUARD_UNUSABLE");
      assertThat(status.path("reasons").path(0).path("advice").asText()).contains("repair");
      long height = node.height();
      assertThat(node.stop()).isZero();

      try (BystackProcess repair =
          BystackProcess.startSmall(
              "producer",
              "guard",
              "repair",
              "--data-dir=" + node.folder().resolve("data"),
              "--key-file=" + node.folder().resolve("node_key.txt"),
              "--genesis=" + genesis,
              "--floor=" + height)) {
        assertThat(repair.awaitExit()).isZero();
      }
      node.start();
      node.waitForHeight(height + 2);
      assertThat(node.stop()).isZero();
    }
  }
}
