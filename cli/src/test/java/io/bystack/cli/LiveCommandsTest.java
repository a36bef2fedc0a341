package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bystack.cli.acceptance.BystackProcess;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.Block;
import io.bystack.core.model.Transaction;
import io.bystack.pow.ClassicHeader;
import io.bystack.pow.consensus.CompactTarget;
import io.bystack.pow.consensus.PowFunction;
import io.bystack.pow.mining.WorkForms;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The commands that talk to a running node, against a real node with a recorded chain. */
@TestInstance(Lifecycle.PER_CLASS)
class LiveCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ADDRESS = "sm1qqqqsyqcyq5rqwzqfpg9scrgwpugpzysnjty96x";

  @TempDir Path folder;
  private BystackProcess node;
  private int port;
  private Path data;
  private Block next;

  @BeforeAll
  void start(@TempDir Path shared) throws Exception {
    RecordedChain chain = RecordedChain.first500();
    int height = 1;
    while (chain.block(height).transactions().size() < 4
        || lasting(chain.block(height)).size() + 1 < chain.block(height).transactions().size()) {
      height++;
    }
    next = chain.block(height);
    List<String> rows = new ArrayList<>();
    chain.rows().subList(0, height - 1).forEach(row -> rows.add(row.get("raw").asText()));
    Path blocks = Files.write(shared.resolve("blocks.txt"), rows);
    data = shared.resolve("data");
    Invocation imported =
        Invocation.with(
            new RecordedProofs(chain.file()),
            "chain",
            "import",
            blocks.toString(),
            "--network=solonet",
            "--data-dir=" + data);
    assertThat(imported.status()).as(imported.err()).isZero();
    node =
        BystackProcess.start(
            "node",
            "--network=solonet",
            "--chains=main",
            "--data-dir=" + data,
            "--main-api-port=0",
            "--main-p2p-listen=false",
            "--mine-stratum=127.0.0.1:0",
            "--min-free-space=1MiB");
    port = node.awaitApiPort("main");
  }

  @AfterAll
  void stop() {
    node.close();
  }

  /** A block's transactions but the coinbase that may come in any later block as well. */
  private static List<Transaction> lasting(Block block) {
    return block.transactions().stream().skip(1).filter(t -> t.timeRange() == 0).toList();
  }

  private Invocation run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--rpc-url=http://127.0.0.1:" + port);
    return Invocation.of(all.toArray(String[]::new));
  }

  private JsonNode json(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("-ojson");
    Invocation run = run(all.toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isZero();
    return JSON.readTree(run.out());
  }

  @Test
  void showsAndDropsWhatWaits() throws Exception {
    List<Transaction> waiting = lasting(next);
    for (Transaction transaction : waiting) {
      JsonNode answer =
          node.call(
              port,
              "/submit-transaction",
              "{\"raw_transaction\":\"" + transaction.raw().toHex() + "\"}");
      assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("success");
    }
    JsonNode list = json("mempool", "list");
    assertThat(list.findValuesAsText("tx_id"))
        .containsExactlyInAnyOrderElementsOf(waiting.stream().map(t -> t.id().toHex()).toList());
    double before = Double.MAX_VALUE;
    for (JsonNode row : list) {
      assertThat(row.path("fee").asLong()).isPositive();
      assertThat(row.path("gas").asLong()).isPositive();
      assertThat(row.path("fee_rate").asDouble()).isPositive().isLessThanOrEqualTo(before);
      before = row.path("fee_rate").asDouble();
    }
    JsonNode stats = json("mempool", "stats");
    assertThat(stats.path("transactions").asInt()).isEqualTo(waiting.size());
    assertThat(stats.path("bytes").asLong())
        .isEqualTo(waiting.stream().mapToLong(Transaction::serializedSize).sum());
    String id = waiting.getLast().id().toHex();
    JsonNode one = json("mempool", "show", id);
    assertThat(one.path("transaction").path("id").asText()).isEqualTo(id);
    assertThat(run("mempool", "list", "--limit=1").err()).contains("1 of " + waiting.size());
    assertThat(run("mempool", "drop", id).out()).contains(id);
    assertThat(run("mempool", "show", id).status()).isEqualTo(4);
    assertThat(run("mempool", "drop", id).status()).isEqualTo(4);
    assertThat(run("mempool", "drop", "12").status()).isEqualTo(2);
    waiting.forEach(t -> run("mempool", "drop", t.id().toHex()));
    assertThat(json("mempool", "list")).isEmpty();
  }

  @Test
  void minesOnlyToAnAddressAndCountsRealHashes() throws Exception {
    assertThat(json("mine", "status").path("mining").asBoolean()).isFalse();
    if (json("mine", "address", "show").path("anyone_can_spend").asBoolean()) {
      Invocation refused = run("mine", "start");
      assertThat(refused.status()).isEqualTo(4);
      assertThat(refused.err()).contains("Mining address does not exist");
    }
    Invocation wrong = run("mine", "address", "set", "bm1qqqqsyqcyq5rqwzqfpg9scrgwpugpzysnn6wy6g");
    assertThat(wrong.status()).isEqualTo(4);
    assertThat(wrong.err()).contains("unknown address type");
    assertThat(run("mine", "address", "set", ADDRESS).status()).isZero();
    assertThat(json("mine", "address", "show").path("mining_address").asText()).isEqualTo(ADDRESS);

    assertThat(json("mine", "start", "--threads=1").path("mining").asBoolean()).isTrue();
    node.awaitLine("a block", l -> l.contains("mined block"));
    JsonNode status = json("mine", "status");
    assertThat(status.path("hashes").asLong()).isPositive();
    assertThat(status.path("hash_rate").asDouble()).isPositive();
    assertThat(status.path("blocks_found").asLong()).isPositive();
    JsonNode stopped = json("mine", "stop");
    assertThat(stopped.path("mining").asBoolean()).isFalse();
    assertThat(stopped.path("hash_rate").asDouble()).isZero();
    assertThat(json("mine", "status").path("hashes").asLong())
        .isEqualTo(stopped.path("hashes").asLong());
  }

  @Test
  void backsUpWhileItMines() throws Exception {
    assertThat(run("mine", "address", "set", ADDRESS).status()).isZero();
    assertThat(run("mine", "start").status()).isZero();
    String own = "--data-dir=" + data;
    Invocation made = Invocation.of("db", "backup", "create", "--network=solonet", own, "-ojson");
    assertThat(made.status()).as(made.err()).isZero();
    JsonNode backup = JSON.readTree(made.out());
    Path folderOfIt = Path.of(backup.path("folder").asText());
    assertThat(folderOfIt).startsWith(data.resolve("backups").resolve("main"));

    node.awaitLine("a block behind the copy", l -> l.contains("mined block"));
    assertThat(run("mine", "stop").status()).isZero();
    assertThat(Invocation.of("db", "backup", "list", "--verify", "--network=solonet", own).out())
        .contains("verified", backup.path("block_hash").asText());
    assertThat(
            Invocation.of(
                    "db", "backup", "restore", "latest", "--replace", "--network=solonet", own)
                .status())
        .as("the node is running")
        .isEqualTo(7);
    assertThat(
            Invocation.of("db", "backup", "create", "--backups=x", "--network=solonet", own)
                .status())
        .isEqualTo(2);

    String other = "--data-dir=" + folder.resolve("other");
    Invocation restored =
        Invocation.of("db", "backup", "restore", folderOfIt.toString(), "--network=solonet", other);
    assertThat(restored.status()).as(restored.err()).isZero();
    Invocation tip = Invocation.of("chain", "tip", "--network=solonet", other, "-ojson");
    assertThat(JSON.readTree(tip.out()).path("hash")).isEqualTo(backup.path("block_hash"));
    String request = "{\"block_height\":" + backup.path("height").asLong() + "}";
    assertThat(node.call(port, "/get-block-header", request).path("status").asText())
        .isEqualTo("success");
    assertThat(node.call(port, "/bystack/create-backup", "{\"data_folder\":\"/x\"}").toString())
        .contains("not in /x");
  }

  @Test
  void handsOutWorkAndTakesItSolvedOnce() throws Exception {
    assertThat(run("mine", "address", "set", ADDRESS).status()).isZero();
    JsonNode work = json("mine", "work", "get");
    String text = work.path("block_header").asText();
    ClassicHeader header = WorkForms.parseText(text);
    Hash seed = Hash.fromHex(work.path("seed").asText());
    assertThat(
            json("mine", "work", "get", "--decoded").path("block_header").path("height").asLong())
        .isEqualTo(header.height());
    long good = -1;
    long bad = -1;
    try (var threads = Executors.newFixedThreadPool(1)) {
      PowFunction function = ProofSource.TENSORITY.open(threads, 1);
      for (long nonce = 0; good < 0 || bad < 0; nonce++) {
        ClassicHeader tried = header.withNonce(nonce);
        if (CompactTarget.isMet(function.hash(tried.hash(), seed), header.bits())) {
          good = nonce;
        } else {
          bad = nonce;
        }
      }
    }
    Invocation unproven = run("mine", "work", "submit", text, "--nonce=" + bad);
    assertThat(unproven.status()).isEqualTo(4);
    assertThat(unproven.err()).contains("invalid difficulty proof of work");
    JsonNode taken = json("mine", "work", "submit", text, "--nonce=" + good);
    assertThat(taken.path("height").asLong()).isEqualTo(header.height());
    Invocation stale = run("mine", "work", "submit", text, "--nonce=" + good);
    assertThat(stale.status()).isEqualTo(4);
    assertThat(stale.err()).contains("pending mining block has been changed");
    assertThat(run("mine", "work", "submit", "0101").status()).isEqualTo(2);
    assertThat(run("mine", "work", "submit", text, "--nonce=-1").status()).isEqualTo(2);
  }

  @Test
  void showsThePoolServer() throws Exception {
    JsonNode status = json("mine", "stratum", "status");
    assertThat(status.path("enabled").asBoolean()).isTrue();
    String listen = status.path("listen").asText();
    try (var miner =
        new java.net.Socket(
            InetAddress.getLoopbackAddress(),
            Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1)))) {
      String login = "{\"method\":\"login\",\"params\":{\"login\":\"a.w\"},\"id\":1}\n";
      miner.getOutputStream().write(login.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      assertThat(miner.getInputStream().read()).isEqualTo('{');
      assertThat(json("mine", "stratum", "status").path("connections").asInt()).isOne();
    }
    assertThat(run("mine", "stratum", "workers").out()).contains("worker", "low_difficulty");
  }

  @Test
  void showsPeopleNoColumnsThatAreEmpty() {
    assertThat(run("node", "status").out())
        .startsWith("url ")
        .contains("height", "making")
        .doesNotContain("final", "history_left");
    assertThat(run("node", "status", "-ocsv").out())
        .startsWith("url,network,height,highest,final,peers,");
  }

  @Test
  void saysWhatIsWrongWithTheQuestion() {
    assertThat(Invocation.of("mine", "status", "--rpc-url=http://127.0.0.1:1").status())
        .isEqualTo(3);
    assertThat(Invocation.of("chain", "watch", "--rpc-url=http://127.0.0.1:1").status())
        .isEqualTo(3);
    assertThat(Invocation.of("mempool", "stats", "--rpc-url=localhost").status()).isEqualTo(2);
    assertThat(run("chain", "watch", "-ocsv").status()).isEqualTo(2);
    assertThat(run("mempool", "list", "--limit=0").status()).isEqualTo(2);
    // A main chain has no finality: the call is unknown.
    assertThat(run("chain", "finality").status()).isEqualTo(4);
  }

  @Test
  void watchesTheSideChainAcrossARestartAndShowsItsFinality() throws Exception {
    int side = freePort();
    String url = "--rpc-url=http://127.0.0.1:" + side;
    try (var background = Executors.newSingleThreadExecutor()) {
      CompletableFuture<Invocation> watch;
      try (BystackProcess dev = dev(side)) {
        dev.awaitHeight("side", 6);
        Invocation finality = Invocation.of("chain", "finality", "--last=5", "-ojson", url);
        assertThat(finality.status()).as(finality.err()).isZero();
        JsonNode state = JSON.readTree(finality.out());
        assertThat(state.path("irreversible_height").asLong()).isPositive();
        assertThat(state.path("blocks")).hasSize(5);
        for (JsonNode block : state.path("blocks")) {
          assertThat(block.path("signers")).hasSize(block.path("signed").asInt());
          assertThat(block.path("signed").asInt()).isGreaterThanOrEqualTo(1);
        }
        Invocation two = Invocation.of("chain", "watch", "--chain=side", "--count=2", url);
        assertThat(two.status()).as(two.err()).isZero();
        assertThat(two.out().lines().filter(l -> l.startsWith("connected"))).hasSize(2);
        watch =
            CompletableFuture.supplyAsync(
                () -> Invocation.of("chain", "watch", "--chain=side", "--count=20", "-ojsonl", url),
                background);
        dev.awaitHeight("side", tip(side) + 3);
        assertThat(dev.stop()).isZero();
      }
      try (BystackProcess dev = dev(side)) {
        assertThat(dev.awaitApiPort("side chain")).isEqualTo(side);
        Invocation watched = watch.get(2, TimeUnit.MINUTES);
        assertThat(watched.status()).as(watched.err()).isZero();
        assertThat(watched.err()).contains("connection lost", "connected again");
        String previous = null;
        List<JsonNode> rows = new ArrayList<>();
        for (String line : watched.out().lines().toList()) {
          rows.add(JSON.readTree(line));
        }
        assertThat(rows).hasSize(20);
        for (JsonNode row : rows) {
          assertThat(row.path("event").asText()).isEqualTo("connected");
          if (previous != null) {
            assertThat(row.path("previous_block_hash").asText()).isEqualTo(previous);
          }
          previous = row.path("hash").asText();
        }
      }
    }
  }

  private static long tip(int side) throws IOException {
    Invocation status =
        Invocation.of("node", "status", "--rpc-url=http://127.0.0.1:" + side, "-ojson");
    return JSON.readTree(status.out()).get(0).path("height").asLong();
  }

  private BystackProcess dev(int side) throws IOException {
    return BystackProcess.start(
        "dev",
        "--data-dir=" + folder.resolve("dev"),
        "--main-api-port=0",
        "--side-api-port=" + side,
        "--status-every=1");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
