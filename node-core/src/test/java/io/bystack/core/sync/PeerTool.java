package io.bystack.core.sync;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** The independent peer program {@code peer.py}, which also speaks with the real daemons. */
public final class PeerTool implements AutoCloseable {
  private static final String PYTHON = "/usr/bin/python3";

  private final Process process;
  private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

  private PeerTool(Process process) {
    this.process = process;
    Thread.ofVirtual()
        .start(() -> {
          try (BufferedReader out =
              new BufferedReader(
                  new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            out.lines().forEach(lines::add);
          } catch (IOException | UncheckedIOException e) {
            lines.add("reading its output failed: " + e.getMessage());
          }
        });
  }

  /** Why the tool cannot be run here; empty if it can. */
  public static Optional<String> absence() {
    Path tool = path();
    if (!Files.isReadable(tool)) {
      return Optional.of("no peer tool at " + tool.toAbsolutePath() + " (property bystack.tools)");
    }
    try {
      Process probe =
          new ProcessBuilder(PYTHON, "-c", "import nacl.bindings")
              .redirectErrorStream(true)
              .start();
      return probe.waitFor() == 0
          ? Optional.empty()
          : Optional.of("the peer tool needs PyNaCl: apt-get install python3-nacl");
    } catch (IOException e) {
      return Optional.of("the peer tool needs " + PYTHON);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private static Path path() {
    return Path.of(System.getProperty("bystack.tools", "../../shared/tools"), "peer.py");
  }

  public static PeerTool start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(PYTHON, path().toString()));
    command.addAll(List.of(arguments));
    return new PeerTool(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Waits for its end; its exit status, or -1 if it does not end in time. */
  public int await(int seconds) throws InterruptedException {
    return process.waitFor(seconds, TimeUnit.SECONDS) ? process.exitValue() : -1;
  }

  /** Its output so far. */
  public List<String> output() {
    return List.copyOf(lines);
  }

  /** Whether a line of its output contains all of these. */
  public boolean said(String... parts) {
    return lines.stream().anyMatch(l -> List.of(parts).stream().allMatch(l::contains));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
