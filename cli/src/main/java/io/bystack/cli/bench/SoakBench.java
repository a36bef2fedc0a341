package io.bystack.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.core.crypto.KeyException;
import io.bystack.core.model.Transaction;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A network of two processes at work for long: one mines the main chain, makes a side-chain block
 * every 500 ms and takes transfers over its API; the other follows both chains over the
 * peer-to-peer network. Every transfer has one input and one output, so that the state does not
 * grow.
 */
final class SoakBench {
  private static final int OUTPUTS_PER_CLAIM = 2_800;
  private static final int BATCH = 100;
  private static final int SECONDS_BEFORE_REUSE = 20;
  private static final long SAMPLE_NANOS = 2_000_000_000L;
  private static final long SETTLE_NANOS = 30_000_000_000L;
  private static final long PAUSE_NANOS = 100_000_000L;
  private static final Duration CACHES_FULL = Duration.ofMinutes(2);

  /** What is to be run. */
  record Load(Duration duration, int rate) {
    int coins() {
      return rate * SECONDS_BEFORE_REUSE;
    }
  }

  private final Load load;
  private final PrintWriter progress;
  private final SideChainParts parts = new SideChainParts(InstantSource.system());
  private final Deque<TransferMaker.Coin> coins = new ArrayDeque<>();
  private final MemorySlope makerMemory = new MemorySlope();
  private final MemorySlope followerMemory = new MemorySlope();
  private long submitted;
  private long refused;
  private double confirmed;

  SoakBench(Load load, PrintWriter progress) {
    this.load = load;
    this.progress = progress;
  }

  /** Runs; all figures with what is asked of them. */
  List<Figure> run() throws IOException, KeyException, InterruptedException {
    try (ScratchFolder scratch = ScratchFolder.create()) {
      Path network = writeNetwork(scratch.path());
      List<Integer> ports = freePorts(8);
      String federation = "--side-federation-file=" + scratch.path().resolve("federation.json");
      try (SoakNode maker =
              SoakNode.start(
                  scratch.path().resolve("maker"),
                  network,
                  ports.subList(0, 4),
                  List.of(
                      federation,
                      "--mine",
                      "--side-producer-key-file=" + scratch.path().resolve("node_key.txt")));
          SoakNode follower =
              SoakNode.start(
                  scratch.path().resolve("follower"),
                  network,
                  ports.subList(4, 8),
                  List.of(
                      federation,
                      "--main-p2p-keep=127.0.0.1:" + ports.get(2),
                      "--side-p2p-keep=127.0.0.1:" + ports.get(3)))) {
        claim(maker);
        double before = maker.metric("bystack_transactions_connected_total");
        transfer(maker, follower);
        settle(maker, follower, before);
        return figures(maker, follower);
      }
    }
  }

  private Path writeNetwork(Path folder) throws IOException, KeyException {
    parts.writeKeys(folder);
    Path network = folder.resolve("soak.toml");
    Files.writeString(
        network,
        """
        [main]
        kind = "pow"
        chain-id = "solonet"

        [side]
        kind = "dpos"
        chain-id = "soak"
        rules.genesis-time = %d
        """
            .formatted(InstantSource.system().millis()));
    return network;
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private void claim(SoakNode maker) throws KeyException {
    int claims = (load.coins() + OUTPUTS_PER_CLAIM - 1) / OUTPUTS_PER_CLAIM;
    say("claiming %,d coins", claims * OUTPUTS_PER_CLAIM);
    double before = maker.metric("bystack_transactions_connected_total");
    for (int i = 0; i < claims; i++) {
      Transaction claim = parts.claim(i, OUTPUTS_PER_CLAIM);
      if (maker.submit(List.of(claim.raw().toHex())) != 1) {
        throw new IllegalStateException("the pool does not take a claim");
      }
      for (int position = 0; position < OUTPUTS_PER_CLAIM; position++) {
        coins.add(new TransferMaker.Coin(claim.muxId(), position, SideChainParts.OUTPUT_AMOUNT));
      }
    }
    long end = System.nanoTime() + SETTLE_NANOS;
    while (maker.metric("bystack_transactions_connected_total") < before + claims) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("the claims do not come into blocks");
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** Transfers at the rate; each spends the coin that was made longest ago. */
  private void transfer(SoakNode maker, SoakNode follower) {
    say("%,d transfers a second for %s", load.rate(), load.duration());
    long start = System.nanoTime();
    long end = start + load.duration().toNanos();
    long nextSample = start;
    for (long batch = 0; System.nanoTime() < end; batch++) {
      long due = start + (long) (batch * BATCH * (1e9 / load.rate()));
      for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
        LockSupport.parkNanos(early);
      }
      List<String> raw = new ArrayList<>(BATCH);
      for (int i = 0; i < BATCH; i++) {
        raw.add(next().raw().toHex());
      }
      int taken = maker.submit(raw);
      submitted += taken;
      refused += BATCH - taken;
      if (System.nanoTime() >= nextSample) {
        nextSample = System.nanoTime() + SAMPLE_NANOS;
        double seconds = (System.nanoTime() - start) / 1e9;
        makerMemory.add(seconds, maker.metric("bystack_process_rss_bytes"));
        followerMemory.add(seconds, follower.metric("bystack_process_rss_bytes"));
      }
    }
  }

  private Transaction next() {
    TransferMaker.Coin coin = coins.remove();
    Transaction transfer = parts.maker().split(coin, 1, coin.amount());
    coins.add(new TransferMaker.Coin(transfer.muxId(), 0, coin.amount()));
    return transfer;
  }

  /** Lets the last transfers come into blocks, and the follower catch up. */
  private void settle(SoakNode maker, SoakNode follower, double before) {
    long end = System.nanoTime() + SETTLE_NANOS;
    do {
      LockSupport.parkNanos(PAUSE_NANOS);
      confirmed = maker.metric("bystack_transactions_connected_total") - before;
    } while (System.nanoTime() < end
        && (confirmed < submitted
            || follower.height(false) + 2 < maker.height(false)
            || follower.height(true) + 1 < maker.height(true)));
  }

  private List<Figure> figures(SoakNode maker, SoakNode follower)
      throws IOException, InterruptedException {
    JsonNode pace = maker.pace();
    double sideBehind = maker.height(false) - follower.height(false);
    double mainBehind = maker.height(true) - follower.height(true);
    double mainHeight = maker.height(true);
    List<String> errors = new ArrayList<>(maker.errors());
    errors.addAll(follower.errors());
    errors.forEach(line -> say("%s", line));
    int badEnds = (maker.stop() == 0 ? 0 : 1) + (follower.stop() == 0 ? 0 : 1);
    double seconds = load.duration().toMillis() / 1e3;
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("duration", seconds, "s"));
    figures.add(Figure.of("transfers submitted", (double) submitted, ""));
    figures.add(Figure.atMost(0, "transfers refused", (double) refused, ""));
    figures.add(Figure.atLeast((double) submitted, "transfers confirmed", confirmed, ""));
    figures.add(Figure.atLeast(0.95 * load.rate(), "rate", submitted / seconds, "transfers/s"));
    figures.add(Figure.of("block interval, median", pace.path("median_ms").asDouble(), "ms"));
    figures.add(
        Figure.atMost(1_000, "block interval, 99 of 100", pace.path("p99_ms").asDouble(), "ms"));
    figures.add(Figure.of("main chain height", mainHeight, ""));
    figures.add(Figure.atMost(5, "follower behind, side chain", sideBehind, "blocks"));
    figures.add(Figure.atMost(2, "follower behind, main chain", mainBehind, "blocks"));
    memory("maker", makerMemory, figures);
    memory("follower", followerMemory, figures);
    figures.add(Figure.atMost(0, "errors in the logs", errors.size(), "lines"));
    figures.add(Figure.atMost(0, "nodes that did not stop cleanly", badEnds, ""));
    return figures;
  }

  /**
   * Flat is what grows by no more than a twentieth, or 32 MiB, once caches are full; in a short run
   * the two stores' caches and write buffers are still filling, 24 MiB each.
   */
  private void memory(String node, MemorySlope slope, List<Figure> figures) {
    double filling = load.duration().compareTo(CACHES_FULL) < 0 ? 48 : 0;
    figures.add(Figure.of(node + " memory at the end", slope.last(), "MiB"));
    figures.add(Figure.of(node + " memory slope", slope.perHour(), "MiB/h"));
    figures.add(
        Figure.atMost(
            filling + Math.max(32, slope.last() / 20),
            node + " memory growth",
            slope.growth(),
            "MiB"));
  }

  private void say(String text, Object... values) {
    progress.printf(text + "%n", values);
    progress.flush();
  }
}
