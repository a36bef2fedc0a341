package io.bystack.pow.stratum;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bystack.core.bytes.Bytes;
import io.bystack.core.bytes.Hash;
import io.bystack.core.hash.Sha3;
import io.bystack.pow.ClassicHeader;
import io.bystack.pow.consensus.CompactTarget;
import io.bystack.pow.consensus.PowFunction;
import io.bystack.pow.mining.BlockTemplate;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Very many miners at once. The proof of work is a cheap hash: what is tested is the server. */
class StratumLoadTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_800_000_000));
  private static final PowFunction CHEAP =
      (header, seed) -> Sha3.sha3(Bytes.utf8("cheap").concat(header.toBytes()));
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long DIFFICULTY = 3;

  @TempDir Path folder;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private SolonetNode node;

  @BeforeEach
  void start() throws Exception {
    node = new SolonetNode(folder, CLOCK, CHEAP);
  }

  @AfterEach
  void stop() {
    threads.close();
    node.close();
  }

  private StratumServer server(int connections, int perAddress) throws IOException {
    return StratumServer.start(
        new StratumOptions(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            new StratumOptions.Limits(
                connections, perAddress, Duration.ofMinutes(5), 4, Duration.ofMinutes(20)),
            new StratumOptions.Difficulty(DIFFICULTY, 1, Duration.ofSeconds(8))),
        node.board(),
        CHEAP,
        1,
        CLOCK);
  }

  /** A miner's end of a connection. */
  private static final class Miner implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;
    private final String login;
    private JsonNode job;

    Miner(InetSocketAddress address, String login) throws IOException {
      this.login = login;
      socket = new Socket(address.getAddress(), address.getPort());
      socket.setSoTimeout(120_000);
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1024);
      send("{\"method\":\"login\",\"params\":{\"login\":\"" + login + "\"},\"id\":1}");
      job = read().path("result").path("job");
    }

    private void send(String line) throws IOException {
      socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode read() throws IOException {
      String line = in.readLine();
      if (line == null) {
        throw new IOException("closed by the server");
      }
      return MAPPER.readTree(line);
    }

    /** The error's code, 0 if the share is good. */
    int submit(long nonce) throws IOException {
      send(
          "{\"method\":\"submit\",\"params\":{\"id\":\"%s\",\"job_id\":\"%s\",\"nonce\":\"%x\"},\"id\":2}"
              .formatted(login, job.path("job_id").asText(), nonce));
      JsonNode line = read();
      while (line.path("id").asInt() != 2) {
        line = read();
      }
      return line.path("error").path("code").asInt();
    }

    String awaitJob() throws IOException {
      JsonNode line = read();
      while (!line.path("method").asText().equals("job")) {
        line = read();
      }
      job = line.path("params");
      return job.path("previous_block_hash").asText();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private <T> List<T> all(List<Callable<T>> tasks) throws Exception {
    List<Future<T>> futures = new ArrayList<>();
    tasks.forEach(task -> futures.add(threads.submit(task)));
    List<T> results = new ArrayList<>();
    for (Future<T> future : futures) {
      results.add(future.get());
    }
    return results;
  }

  @Test
  void servesFiveHundredMiners() throws Exception {
    serve(500);
  }

  @Test
  @Tag("long")
  void servesFiveThousandMiners() throws Exception {
    serve(5_000);
  }

  private void serve(int count) throws Exception {
    try (StratumServer server = server(count, count)) {
      List<Callable<Miner>> logins = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        String login = "acc.w" + i;
        logins.add(() -> new Miner(server.address(), login));
      }
      List<Miner> miners = all(logins);
      try {
        assertThat(server.connections()).isEqualTo(count);
        Set<String> ranges = new HashSet<>();
        miners.forEach(m -> ranges.add(m.job.path("nonce").asText()));
        assertThat(ranges).as("every miner has nonces of its own").hasSize(count);

        List<Callable<List<Integer>>> shares = new ArrayList<>();
        miners.forEach(m -> shares.add(() -> goodTwiceAndBad(m)));
        assertThat(all(shares)).containsOnly(List.of(0, 22, 23));
        assertThat(server.workers()).hasSize(count);
        assertThat(server.workers())
            .allSatisfy(
                w -> assertThat(w.shares()).isEqualTo(new WorkerStatistics.Shares(1, 0, 1, 1, 0)));

        Miner finder = miners.getLast();
        assertThat(finder.submit(nonce(finder, true, true))).isZero();
        node.settle();
        String tip = node.engine().best().hash().toHex();
        assertThat(node.engine().best().height()).isOne();
        List<Callable<String>> jobs = new ArrayList<>();
        miners.subList(0, count - 1).forEach(m -> jobs.add(m::awaitJob));
        assertThat(all(jobs)).as("all have work on the new tip").containsOnly(tip);
      } finally {
        for (Miner miner : miners) {
          miner.close();
        }
      }
    }
  }

  private List<Integer> goodTwiceAndBad(Miner miner) throws IOException {
    long good = nonce(miner, true, false);
    return List.of(
        miner.submit(good), miner.submit(good), miner.submit(nonce(miner, false, false)));
  }

  /** A nonce of the miner's range that makes a share, or none; and a block, or none. */
  private long nonce(Miner miner, boolean share, boolean block) {
    BlockTemplate template = node.board().current();
    BigInteger target = ShareTarget.of(DIFFICULTY);
    long start =
        Long.reverseBytes(
            java.util.HexFormat.fromHexDigitsToLong(miner.job.path("nonce").asText()));
    for (long nonce = start; ; nonce++) {
      ClassicHeader header = template.header(nonce);
      Hash pow = CHEAP.hash(header.hash(), template.seed());
      boolean solves = CompactTarget.isMet(pow, header.bits());
      if (solves == block && CompactTarget.number(pow).compareTo(target) <= 0 == share) {
        return nonce;
      }
    }
  }

  @Test
  void anAddressGetsNoMoreThanItsShareOfConnections() throws Exception {
    try (StratumServer server = server(100, 20)) {
      List<Miner> miners = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        miners.add(new Miner(server.address(), "acc.w" + i));
      }
      int refused = 0;
      for (int i = 0; i < 10; i++) {
        try (Miner _ = new Miner(server.address(), "more")) {
          assertThat(i).as("a connection too many is let in").isNegative();
        } catch (IOException closed) {
          refused++;
        }
      }
      assertThat(refused).isEqualTo(10);
      assertThat(server.connections()).isEqualTo(20);
      for (Miner miner : miners) {
        miner.close();
      }
    }
  }
}
