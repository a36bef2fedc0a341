package io.bystack.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bystack.cli.client.MetricFamily;
import io.bystack.cli.client.NodeClient;
import io.bystack.cli.exit.CommandException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A node of the soak as a process of its own, with a heap that is touched at the start and small
 * caches: what grows later is something else. It stops when this process is gone.
 */
final class SoakNode implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long START_NANOS = 120_000_000_000L;
  private static final long PAUSE_NANOS = 100_000_000;
  private static final int STOP_SECONDS = 30;

  private final Path folder;
  private final Process process;
  private final NodeClient main;
  private final NodeClient side;

  private SoakNode(Path folder, Process process, int mainApi, int sideApi) {
    this.folder = folder;
    this.process = process;
    this.main = client(mainApi);
    this.side = client(sideApi);
  }

  private static NodeClient client(int port) {
    return new NodeClient(URI.create("http://127.0.0.1:" + port), Optional.empty(), TIMEOUT);
  }

  /**
   * Starts a node and waits until it answers.
   *
   * @param ports of the main chain's API, the side chain's API, and their peers
   * @param more settings
   */
  static SoakNode start(Path folder, Path network, List<Integer> ports, List<String> more)
      throws IOException {
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xms384m",
            "-Xmx384m",
            "-XX:+AlwaysPreTouch",
            "-XX:MaxDirectMemorySize=128m",
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "io.bystack.cli.Main",
            "node",
            "--stop-at-end-of-input",
            "--network",
            network.toString(),
            "--data-dir",
            folder.resolve("data").toString(),
            "--main-api-port=" + ports.get(0),
            "--side-api-port=" + ports.get(1),
            "--main-p2p-port=" + ports.get(2),
            "--side-p2p-port=" + ports.get(3),
            "--p2p-host=127.0.0.1",
            "--p2p-max-per-address=20",
            "--p2p-max-per-subnet=20",
            // Full within the first minutes: what grows later is no cache that fills.
            "--store-cache=8MiB",
            "--store-write-buffer=16MiB",
            "--cache-outputs=16MiB",
            "--cache-blocks=8MiB",
            "--cache-verdicts=16MiB"));
    command.addAll(more);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output.log").toFile())
            .start();
    SoakNode node = new SoakNode(folder, process, ports.get(0), ports.get(1));
    boolean up = false;
    try {
      node.awaitStart();
      up = true;
      return node;
    } finally {
      if (!up) {
        node.close();
      }
    }
  }

  private void awaitStart() throws IOException {
    long end = System.nanoTime() + START_NANOS;
    while (true) {
      try {
        height(true);
        height(false);
        return;
      } catch (CommandException e) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw CommandException.failed(
              "a node of the soak does not run",
              Files.readString(folder.resolve("output.log")).strip(),
              "");
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  long height(boolean ofMain) {
    return (ofMain ? main : side).call("/get-block-count").path("block_count").asLong();
  }

  /** Submits transactions to the side chain; how many the pool took. */
  int submit(List<String> raw) {
    JsonNode request = MAPPER.createObjectNode().set("raw_transactions", MAPPER.valueToTree(raw));
    return side.call("/submit-transactions", request).path("tx_id").size();
  }

  /** Block interval of the last blocks, as the node has seen them. */
  JsonNode pace() {
    return side.call("/bystack/pace").path("block_interval");
  }

  /** A metric of the process, or of its side chain. */
  double metric(String name) {
    return MetricFamily.parse(side.page("/metrics")).stream()
        .filter(family -> family.name().equals(name))
        .flatMap(family -> family.samples().stream())
        .filter(sample -> isOf(sample.labels()))
        .mapToDouble(MetricFamily.Sample::value)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static boolean isOf(Map<String, String> labels) {
    return labels.getOrDefault("chain", "side").equals("side");
  }

  /** Lines of its log that are errors. */
  List<String> errors() throws IOException {
    List<String> errors = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve("data").resolve("logs"))) {
      for (Path file : files.toList()) {
        try (Stream<String> lines = Files.lines(file)) {
          lines.filter(line -> line.contains(" ERROR ")).forEach(errors::add);
        }
      }
    }
    return errors;
  }

  /** Asks it to stop and waits; its exit status. */
  int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
