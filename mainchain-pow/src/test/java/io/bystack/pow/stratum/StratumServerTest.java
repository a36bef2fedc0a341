package io.bystack.pow.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bystack.core.bytes.Hash;
import io.bystack.core.model.BlockRoots;
import io.bystack.core.model.HeaderFields;
import io.bystack.core.store.StoreException;
import io.bystack.pow.ClassicHeader;
import io.bystack.pow.consensus.CompactTarget;
import io.bystack.pow.mining.SolonetNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real client over a real socket that mines real blocks of a real solonet chain. */
class StratumServerTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));

  @TempDir Path folder;
  private SolonetNode node;
  private StratumServer server;

  @BeforeEach
  void start() throws StoreException, IOException {
    node = new SolonetNode(folder, CLOCK);
    StratumOptions options =
        new StratumOptions(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new StratumOptions.Limits(4, 2, Duration.ofMinutes(5), 4, Duration.ofMinutes(20)),
            new StratumOptions.Difficulty(2, 1, Duration.ofSeconds(8)));
    server = StratumServer.start(options, node.board(), node.function(), 1, CLOCK);
  }

  @AfterEach
  void stop() {
    server.close();
    node.close();
  }

  /** A miner's end of a connection. */
  private static final class Miner implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Socket socket;
    private final BufferedReader in;

    Miner(InetSocketAddress address) throws IOException {
      socket = new Socket(address.getAddress(), address.getPort());
      socket.setSoTimeout(120_000);
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    void send(String line) throws IOException {
      socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The next line; null at the end. */
    JsonNode read() throws IOException {
      String line = in.readLine();
      return line == null ? null : MAPPER.readTree(line);
    }

    JsonNode login() throws IOException {
      send(
          "{\"method\":\"login\",\"params\":{\"login\":\"acc.w1\",\"pass\":\"x\","
              + "\"agent\":\"test/1\"},\"id\":1}");
      return read();
    }

    JsonNode submit(String job, String nonce) throws IOException {
      send(
          "{\"method\":\"submit\",\"params\":{\"id\":\"acc.w1\",\"job_id\":\""
              + job
              + "\",\"nonce\":\""
              + nonce
              + "\"},\"id\":\"s1\"}");
      // A share that is a block brings the next job, maybe before its answer.
      JsonNode line = read();
      while (line != null && !line.path("id").asText().equals("s1")) {
        line = read();
      }
      return line;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static long little(JsonNode job, String field) {
    return Long.reverseBytes(HexFormat.fromHexDigitsToLong(job.path(field).asText()));
  }

  private static ClassicHeader header(JsonNode job) {
    BlockRoots roots =
        new BlockRoots(
            Hash.fromHex(job.path("transactions_merkle_root").asText()),
            Hash.fromHex(job.path("transaction_status_hash").asText()));
    return new ClassicHeader(
        new HeaderFields(
            little(job, "version"),
            little(job, "height"),
            Hash.fromHex(job.path("previous_block_hash").asText()),
            little(job, "timestamp"),
            roots),
        little(job, "nonce"),
        little(job, "bits"));
  }

  /** A nonce of the job's range whose hash meets, or does not meet, the job's target. */
  private String search(JsonNode job, boolean meets) {
    BigInteger target = ShareTarget.decode(job.path("target").asText());
    return search(job, target, meets);
  }

  private String search(JsonNode job, BigInteger target, boolean meets) {
    Hash seed = Hash.fromHex(job.path("seed").asText());
    ClassicHeader start = header(job);
    for (long nonce = start.nonce(); ; nonce++) {
      Hash pow = node.function().hash(start.withNonce(nonce).hash(), seed);
      if (CompactTarget.number(pow).compareTo(target) <= 0 == meets) {
        return Long.toHexString(nonce);
      }
    }
  }

  @Test
  void aMinerFindsABlockAndGetsTheNextJob() throws IOException {
    try (Miner miner = new Miner(server.address())) {
      JsonNode answer = miner.login();
      assertThat(answer.path("id").asInt()).isEqualTo(1);
      assertThat(answer.path("result").path("id").asText()).isEqualTo("acc.w1");
      assertThat(answer.path("result").path("status").asText()).isEqualTo("OK");
      JsonNode job = answer.path("result").path("job");
      assertThat(little(job, "height")).isEqualTo(1);
      assertThat(job.path("target").asText()).isEqualTo("00000080");

      BigInteger network = CompactTarget.toTarget(header(job).bits());
      String nonce = search(job, network, true);
      miner.submit(job.path("job_id").asText(), nonce);
      node.settle();

      assertThat(node.engine().best().height()).isEqualTo(1);
      assertThat(server.workers()).singleElement().satisfies(w -> assertThat(w.blocks()).isOne());
      JsonNode next = readJob(miner);
      assertThat(little(next, "height")).isEqualTo(2);
      assertThat(next.path("previous_block_hash").asText())
          .isEqualTo(node.engine().best().hash().toHex());
    }
  }

  @Test
  void emptyLinesAreNoMistake() throws IOException {
    try (Miner miner = new Miner(server.address())) {
      miner.send("");
      miner.send(" \r");
      assertThat(miner.login().path("result").path("status").asText()).isEqualTo("OK");
    }
  }

  private static JsonNode readJob(Miner miner) throws IOException {
    miner.send("{\"method\":\"getwork\",\"params\":{},\"id\":7}");
    for (JsonNode line = miner.read(); line != null; line = miner.read()) {
      if (line.path("id").asInt() == 7) {
        return line.path("result");
      }
    }
    throw new IOException("connection closed");
  }

  @Test
  void tellsWhatIsWrongWithAShare() throws IOException {
    try (Miner miner = new Miner(server.address())) {
      assertThat(code(miner.submit("1", "00"))).isEqualTo(25);
      JsonNode job = miner.login().path("result").path("job");
      String id = job.path("job_id").asText();
      String good = searchShareOnly(job);
      assertThat(miner.submit(id, good).path("result").path("status").asText()).isEqualTo("OK");
      assertThat(code(miner.submit(id, "0".repeat(16 - good.length()) + good))).isEqualTo(22);
      assertThat(code(miner.submit(id, search(job, false)))).isEqualTo(23);
      assertThat(code(miner.submit("none", good))).isEqualTo(21);
      assertThat(code(miner.submit(id, "xyz"))).isEqualTo(32);
      assertThat(code(miner.submit(id, "8000000000000000"))).isEqualTo(33);
      miner.send("{\"method\":\"mining.subscribe\",\"params\":[],\"id\":2}");
      assertThat(code(miner.read())).isEqualTo(34);
      assertThat(code(miner.login())).isEqualTo(40);
      WorkerStatistics.Shares shares = server.workers().getFirst().shares();
      assertThat(shares).isEqualTo(new WorkerStatistics.Shares(1, 0, 1, 1, 3));
    }
  }

  /** A nonce that makes a share but no block. */
  private String searchShareOnly(JsonNode job) {
    Hash seed = Hash.fromHex(job.path("seed").asText());
    BigInteger target = ShareTarget.decode(job.path("target").asText());
    ClassicHeader start = header(job);
    for (long nonce = start.nonce(); ; nonce++) {
      ClassicHeader header = start.withNonce(nonce);
      Hash pow = node.function().hash(header.hash(), seed);
      if (CompactTarget.number(pow).compareTo(target) <= 0
          && !CompactTarget.isMet(pow, header.bits())) {
        return Long.toHexString(nonce);
      }
    }
  }

  private static int code(JsonNode answer) {
    return answer.path("error").path("code").asInt();
  }

  @Test
  void refusesSharesOfAnEarlierTip() throws Exception {
    try (Miner miner = new Miner(server.address())) {
      JsonNode job = miner.login().path("result").path("job");
      BigInteger network = CompactTarget.toTarget(header(job).bits());
      String block = search(job, network, true);
      String other = search(job, false);
      miner.submit(job.path("job_id").asText(), block);
      node.settle();
      readJob(miner);
      JsonNode answer = miner.submit(job.path("job_id").asText(), other);
      assertThat(code(answer)).isEqualTo(-1);
      assertThat(answer.path("error").path("message").asText()).isEqualTo("Block expired");
    }
  }

  @Test
  @Timeout(60)
  void aBrokenMachineDoesNotLockOutTheOthersOfItsAddress() throws IOException {
    try (Miner broken = new Miner(server.address())) {
      broken.login();
      for (int i = 0; i < 99; i++) {
        assertThat(code(broken.submit("none", "1"))).isEqualTo(21);
      }
      broken.submit("none", "1");
      assertThat(broken.read()).isNull();
    }
    try (Miner again = new Miner(server.address())) {
      assertThat(code(again.login())).isEqualTo(24);
      assertThat(again.read()).isNull();
    }
    while (server.connections() > 0) {
      Thread.onSpinWait();
    }
    try (Miner other = new Miner(server.address())) {
      other.send("{\"method\":\"login\",\"params\":{\"login\":\"acc.w2\"},\"id\":1}");
      assertThat(other.read().path("result").path("status").asText()).isEqualTo("OK");
    }
  }

  @Test
  void limitsConnectionsOfAnAddressAndClosesBadLines() throws IOException {
    try (Miner first = new Miner(server.address());
        Miner second = new Miner(server.address())) {
      first.login();
      second.login();
      try (Miner third = new Miner(server.address())) {
        assertThat(third.read()).isNull();
      }
      first.send("x".repeat(11_000));
      assertThat(first.read()).isNull();
      second.send("not json");
      assertThat(second.read()).isNull();
    }
  }
}
