package io.bystack.cli.testnet;

import com.fasterxml.jackson.databind.JsonNode;
import io.bystack.cli.client.NodeClient;
import io.bystack.cli.exit.CommandException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One node as a process of this program. It stops when this process is gone, however that happened:
 * it then comes to the end of its input, which nothing is ever written to.
 */
final class ValidatorProcess implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int STOP_SECONDS = 20;

  private final String name;
  private final Process process;
  private final NodeClient client;

  private ValidatorProcess(String name, Process process, NodeClient client) {
    this.name = name;
    this.process = process;
    this.client = client;
  }

  /** Starts a node; what it prints goes to {@code output.log} in its folder. */
  static ValidatorProcess start(TestnetPlan plan, int node) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    boolean mines = plan.mainChain() && node == 1;
    // Little of everything: several share a machine. Proofs of work take the optimising compiler.
    command.addAll(mines ? List.of("-Xmx512m") : List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xms32m",
            "-XX:MaxDirectMemorySize=128m",
            "-Xshare:auto",
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "io.bystack.cli.Main",
            "node",
            "--config",
            plan.config(node).toString(),
            "--stop-at-end-of-input"));
    File output = plan.node(node).resolve("output.log").toFile();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output).start();
    URI api = URI.create("http://127.0.0.1:" + plan.ports().api(node));
    return new ValidatorProcess(
        "node" + node, process, new NodeClient(api, Optional.empty(), TIMEOUT));
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  int exitStatus() {
    return process.exitValue();
  }

  /**
   * What its API answers; empty while it does not. After the process has ended another one may
   * answer, which somebody has started in its place.
   */
  Optional<JsonNode> ask(String path) {
    try {
      return Optional.of(client.call(path));
    } catch (CommandException e) {
      // Not up yet, or just ending: the next look finds out which.
      return Optional.empty();
    }
  }

  /** Asks it to stop. */
  void stop() {
    process.destroy();
  }

  /** Waits until it has stopped, and ends it if that takes too long. */
  @Override
  public void close() {
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
