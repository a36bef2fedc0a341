package io.bystack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bystack.core.store.FailPoints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The command as a process of its own, which can be killed; its output is read line by line. */
final class CommandProcess implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 300;

  private final Process process;
  private final BufferedReader output;
  private final List<String> lines = new ArrayList<>();

  private CommandProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts it.
   *
   * @param failPoint where it halts itself, {@code name:count}; empty for nowhere
   */
  static CommandProcess start(Class<?> main, String failPoint, List<String> arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:TieredStopAtLevel=" + (main == Main.class ? 4 : 1),
                "-Xmx384m",
                "-D" + FailPoints.PROPERTY + "=" + failPoint,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(arguments);
    return new CommandProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Reads until a line is as wanted; the line, or null if the output ended before. */
  String readUntil(Predicate<String> wanted) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
      if (wanted.test(line)) {
        return line;
      }
    }
    return null;
  }

  /** SIGKILL; then reads what it had said. */
  void kill() throws Exception {
    // Through the handle: what it has said already must stay readable.
    process.toHandle().destroyForcibly();
    awaitEnd();
  }

  /** Reads to the end of the output; the exit status. */
  int awaitEnd() throws Exception {
    readUntil(line -> false);
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
    return process.exitValue();
  }

  /** Whether it ends by itself within the time. */
  boolean endsWithin(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** Everything it has said, as read so far. */
  List<String> lines() {
    return lines;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    output.close();
  }
}
