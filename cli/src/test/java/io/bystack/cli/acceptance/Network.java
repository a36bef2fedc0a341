package io.bystack.cli.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.cli.testnet.TestnetCreateCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;

/** A network of real validator processes, written by {@code bystack testnet create}. */
public final class Network implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int LOOK_EVERY_MS = 100;

  private final List<Node> nodes = new ArrayList<>();

  private final Path folder;
  private final int peerPorts;

  private Network(Path folder, int validators, int peerPorts) {
    this.folder = folder;
    this.peerPorts = peerPorts;
    for (int i = 1; i <= validators; i++) {
      nodes.add(new Node(folder.resolve("node" + i)));
    }
  }

  /**
   * Writes a network into a new folder and starts its nodes.
   *
   * @param more options of {@code testnet create}
   */
  public static Network withValidators(Path folder, int validators, String... more)
      throws IOException {
    Network network = writtenWithValidators(folder, validators, more);
    network.nodes.forEach(Node::start);
    return network;
  }

  /** The same, nothing started. */
  public static Network writtenWithValidators(Path folder, int validators, String... more)
      throws IOException {
    int peerPorts = freePorts(validators);
    List<String> options =
        new ArrayList<>(
            List.of(
                "--out=" + folder,
                "--validators=" + validators,
                "--api-port=0",
                "--p2p-port=" + peerPorts));
    options.addAll(List.of(more));
    StringWriter out = new StringWriter();
    int status =
        new CommandLine(new TestnetCreateCommand(new PrintWriter(out)))
            .execute(options.toArray(String[]::new));
    assertThat(status).as(out.toString()).isZero();
    return new Network(folder, validators, peerPorts);
  }

  /**
   * Adds a node that is no validator and runs both chains; it is told where the others' peers
   * connect and nothing else. It is not started.
   */
  public Node join(String name) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    String peers =
        IntStream.rangeClosed(1, nodes.size())
            .mapToObj(i -> "\"127.0.0.1:" + (peerPorts + i) + "\"")
            .collect(Collectors.joining(", "));
    Files.writeString(
        home.resolve("config.toml"),
        """
        network = "%s"
        data-dir = "%s"
        min-free-space = "64MiB"
        api.port = 0
        p2p.host = "127.0.0.1"
        p2p.port = 0
        main.p2p.seeds = ["127.0.0.1:%d"]
        side.p2p.seeds = [%s]
        side.federation-file = "%s"
        """
            .formatted(
                folder.resolve("network.toml"),
                home.resolve("data"),
                peerPorts,
                peers,
                folder.resolve("federation.json")));
    Node node = new Node(home);
    nodes.add(node);
    return node;
  }

  /** A port that is free now, and so many after it. */
  private static int freePorts(int count) throws IOException {
    for (int base = 21_000; base < 32_000; base += 50) {
      List<ServerSocket> taken = new ArrayList<>();
      try {
        for (int i = 0; i <= count; i++) {
          taken.add(new ServerSocket(base + i, 1, InetAddress.getLoopbackAddress()));
        }
        return base;
      } catch (IOException inUse) {
        assertThat(inUse).hasMessageContaining("in use");
      } finally {
        for (ServerSocket socket : taken) {
          socket.close();
        }
      }
    }
    throw new IOException("no free ports");
  }

  /** The node of a number, from 1. */
  public Node node(int number) {
    return nodes.get(number - 1);
  }

  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
  }

  /** One validator, running or not. */
  public static final class Node implements AutoCloseable {
    private final Path folder;
    private BystackProcess process;
    private Map<String, Integer> apis = Map.of();

    private Node(Path folder) {
      this.folder = folder;
    }

    /** Its folder, with {@code config.toml}, {@code node_key.txt} and {@code data}. */
    public Path folder() {
      return folder;
    }

    /** Starts it, without waiting for it. */
    public void start(String... more) {
      List<String> arguments = new ArrayList<>(List.of("node", "--config"));
      arguments.add(folder.resolve("config.toml").toString());
      arguments.addAll(List.of(more));
      String[] all = arguments.toArray(String[]::new);
      try {
        // Proofs of work take the optimising compiler.
        process = hasMainChain() ? BystackProcess.start(all) : BystackProcess.startSmall(all);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      apis = Map.of();
    }

    private boolean hasMainChain() throws IOException {
      String config = Files.readString(folder.resolve("config.toml"));
      return !config.contains("chains = [\"side\"]");
    }

    /** Its side chain's API's port; waits until it listens. */
    public int apiPort() throws IOException, InterruptedException {
      return apiPort("side");
    }

    private int apiPort(String chain) throws IOException, InterruptedException {
      if (apis.isEmpty()) {
        Map<String, Integer> ports = new HashMap<>();
        if (hasMainChain()) {
          ports.put("main", process.awaitApiPort("main"));
        }
        ports.put("side", process.awaitApiPort("side"));
        apis = ports;
      }
      return apis.get(chain);
    }

    /** An API call's {@code data}. */
    public JsonNode call(String path, String body) throws IOException, InterruptedException {
      return callOf("side", path, body);
    }

    /** The same of a chain. */
    public JsonNode callOf(String chain, String path, String body)
        throws IOException, InterruptedException {
      JsonNode answer = process.call(apiPort(chain), path, body);
      assertThat(answer.path("status").asText()).as(path + " " + answer).isEqualTo("success");
      return answer.path("data");
    }

    public long height() throws IOException, InterruptedException {
      return height("side");
    }

    public long height(String chain) throws IOException, InterruptedException {
      return callOf(chain, "/net-info", "").path("current_block").asLong();
    }

    /** The block of the main branch at a height, as the API shows it. */
    public JsonNode block(String chain, long height) throws IOException, InterruptedException {
      return callOf(chain, "/get-block", "{\"block_height\":" + height + "}");
    }

    /** Height of its last irreversible block. */
    public long finalHeight() throws IOException, InterruptedException {
      return call("/net-info", "").path("irreversible_block").asLong();
    }

    public void waitForHeight(long height) throws IOException, InterruptedException {
      waitFor("height " + height, () -> height() >= height);
    }

    public void waitForHeight(String chain, long height) throws IOException, InterruptedException {
      waitFor(chain + " height " + height, () -> height(chain) >= height);
    }

    public void waitForFinality(long height) throws IOException, InterruptedException {
      waitFor("irreversible height " + height, () -> finalHeight() >= height);
    }

    /** Waits until something is so. */
    public void waitFor(String what, Condition condition) throws IOException, InterruptedException {
      long end = System.nanoTime() + PATIENCE.toNanos();
      CountDownLatch never = new CountDownLatch(1);
      while (!condition.holds()) {
        if (System.nanoTime() > end || never.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
          throw new AssertionError(
              folder.getFileName()
                  + " has not come to "
                  + what
                  + " in "
                  + PATIENCE
                  + ":\n"
                  + process.outputSoFar());
        }
      }
    }

    /** Kills it without warning. */
    public void kill() throws InterruptedException {
      process.kill();
    }

    /** Waits for its end; its exit status. */
    public int awaitExit() throws InterruptedException {
      return process.awaitExit();
    }

    /** All output of a node that has ended. */
    public String output() throws InterruptedException {
      return process.output();
    }

    /** Asks it to stop; its exit status. */
    public int stop() throws InterruptedException {
      return process.stop();
    }

    @Override
    public void close() {
      if (process != null) {
        process.close();
      }
    }
  }

  /** Something to wait for. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }
}
